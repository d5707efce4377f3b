// Where the reader came from, and the places before and behind this one: the hits of a search or the
// citations of an answer. The address says which (from=search); the list itself stays in the tab.

import { conversation } from "./conversation.js";
import { byId, element } from "./dom.js";
import { address, language } from "./language.js";
import { returnToPlace } from "./place.js";
import { t } from "./source-texts.js";
import { keptTrail } from "./search-trail.js";

function placeOf({ document, start, end }) {
  return { id: document.id, start, end };
}

// The citations of an answer, or what was near when there was none, newest exchange first.
function answers() {
  return conversation()
    .map(({ body }) => (body.citations.length ? body.citations : body.passages).map(placeOf))
    .reverse();
}

function trailOf(origin, here) {
  const isHere = ({ id, start, end }) => id === here.id && `${start}-${end}` === `${here.start}-${here.end}`;
  const search = origin === "search" ? keptTrail() : null;
  const lists = search ? [search.places] : answers();
  const places = lists.find((list) => list.some(isHere));
  if (!places) return null;
  return { places, at: places.findIndex(isHere), back: search?.back ?? address("/"), isSearch: Boolean(search) };
}

// Kept lists may be another version's: then there is no way on, and the page says nothing of it.
function found(origin, here) {
  try {
    return trailOf(origin, here);
  } catch {
    return null;
  }
}

export function showTrail(origin, here, kept) {
  const trail = found(origin, here);
  if (!trail) return;
  const { places, at, back, isSearch } = trail;
  byId("trail").setAttribute("aria-label", t(isSearch ? "trailSearch" : "trailAnswer"));
  const wayBack = element("a", { class: "back", href: inThisLanguage(back) }, t(isSearch ? "backToSearch" : "backToAnswer"));
  if (!isSearch) wayBack.addEventListener("click", returnToPlace);
  byId("trail").append(
    wayBack,
    step(places[at - 1], t("previous"), "prev", origin, kept),
    element("span", { class: "place" }, t("place", at + 1, places.length)),
    step(places[at + 1], t("next"), "next", origin, kept),
  );
  byId("trail").hidden = false;
}

function inThisLanguage(path) {
  const [before, query] = path.split("?");
  const parameters = new URLSearchParams(query);
  parameters.set("lang", language);
  return `${before}?${parameters}`;
}

// At either end the word stays in its place, without a way to go.
function step(place, name, rel, origin, kept) {
  if (!place) return element("span", { class: `step ${rel}`, "aria-hidden": "true" }, name);
  const parameters = { start: place.start, end: place.end, ...(origin && { from: origin }), ...kept };
  return element("a", { class: `step ${rel}`, rel, href: address(`/source/${encodeURIComponent(place.id)}`, parameters) }, name);
}

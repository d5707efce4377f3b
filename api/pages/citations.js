// Markers in the text: by hover, focus or tap they show the quotation, and they open the source at it.

import { element, languageOf, printed } from "./dom.js";
import { describe, openLink, sourceUrl } from "./sources.js";

const LEAVING_MS = 200; // time for the pointer to cross from the marker to its card
const GAP = 8; // between marker, card and the edges of the screen, in CSS pixels

let shown = null; // {marker, card}
let leaving = 0;

export function urlOf(citation) {
  return sourceUrl(citation.document.id, citation.start, citation.end);
}

export function marker(citation, words) {
  const link = element(
    "a",
    {
      class: "marker",
      href: urlOf(citation),
      "aria-label": `[${citation.n}] ${citation.document.title}`,
    },
    `[${citation.n}]`,
  );
  let touched = false;
  link.addEventListener(
    "pointerenter",
    (event) => event.pointerType === "mouse" && show(link, citation, words),
  );
  link.addEventListener("pointerleave", hideSoon);
  link.addEventListener(
    "focus",
    () => link.matches(":focus-visible") && show(link, citation, words),
  );
  link.addEventListener("blur", hideSoon);
  link.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse" && shown?.marker !== link;
  });
  // The first tap shows the card, which holds the way to the source; a second one opens it.
  link.addEventListener("click", (event) => {
    if (!touched) return;
    touched = false;
    event.preventDefault();
    show(link, citation, words);
  });
  return link;
}

function cardOf(citation, words) {
  const card = element(
    "span",
    {
      class: "card",
      popover: "manual",
      role: "group",
      "aria-label": `${words.citation} ${citation.n}`,
    },
    element(
      "span",
      { class: "quote", lang: languageOf(citation.document) },
      ...printed(citation.segments),
    ),
    element("span", { class: "source" }, ...describe(citation.document, words)),
    openLink(urlOf(citation), words),
  );
  card.addEventListener("pointerenter", stay);
  card.addEventListener("pointerleave", hideSoon);
  card.addEventListener("focusin", stay);
  card.addEventListener("focusout", hideSoon);
  return card;
}

function show(link, citation, words) {
  stay();
  if (shown?.marker === link) return;
  hide();
  const card = cardOf(citation, words);
  link.after(card);
  card.showPopover?.();
  shown = { marker: link, card };
  put();
}

// Below its marker where there is room, else above; never over the edges.
function put() {
  const { marker: link, card } = shown;
  const at = link.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const left = Math.min(at.left - GAP, document.documentElement.clientWidth - width - GAP);
  const below = at.bottom + GAP;
  const top = below + height + GAP > innerHeight ? at.top - height - GAP : below;
  card.style.setProperty("left", `${Math.max(GAP, left)}px`);
  card.style.setProperty("top", `${Math.max(GAP, top)}px`);
}

function stay() {
  clearTimeout(leaving);
}

function hideSoon() {
  stay();
  leaving = setTimeout(() => {
    const inside = shown?.card.contains(document.activeElement) || shown?.card.matches(":hover");
    if (!inside && document.activeElement !== shown?.marker) hide();
  }, LEAVING_MS);
}

function hide() {
  stay();
  shown?.card.remove();
  shown = null;
}

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !shown) return;
  const { marker: link, card } = shown;
  if (card.contains(document.activeElement)) link.focus();
  hide();
  event.stopImmediatePropagation();
});
addEventListener("pointerdown", ({ target }) => {
  if (shown && !shown.card.contains(target) && !shown.marker.contains(target)) hide();
});
addEventListener("scroll", () => shown && put(), { passive: true });
addEventListener("resize", () => shown && put());

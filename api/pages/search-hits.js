// The hits: text with marks, source, why it was found, and what staff think of it.

import { button, byId, element, languageOf, marked } from "./dom.js";
import { language } from "./language.js";
import { describe } from "./sources.js";
import { t } from "./texts-staff.js";

const LEGS = ["lexical", "vector", "curated"];
const VERDICTS = ["relevant", "irrelevant"];

// The address of a hit in its source; the viewer knows by `from` whose neighbours to offer.
export function hitUrl({ document: reference, start, end }) {
  const parameters = new URLSearchParams({ start, end, from: "search", lang: language });
  return `/source/${encodeURIComponent(reference.id)}?${parameters}`;
}

export function showHits(hits, judge) {
  const most = Math.max(...hits.map(({ score }) => score), Number.MIN_VALUE);
  byId("hits").replaceChildren(...hits.map((hit) => item(hit, most, judge)));
}

function item(hit, most, judge) {
  const lang = languageOf(hit.document);
  const name = hit.headline || hit.document.title;
  return element(
    "li",
    { class: "hit", value: hit.rank },
    element(
      "h3",
      {},
      element("span", { class: "rank", "aria-hidden": "true" }, String(hit.rank)),
      element("a", { class: "to-source", href: hitUrl(hit), lang }, name),
      ...(hit.kind === "body" ? [] : [" ", element("span", { class: "kind sans" }, t("kinds")[hit.kind])]),
    ),
    element("blockquote", { lang }, ...marked(hit.segments.map(dense))),
    element("p", { class: "source" }, ...describe(hit.document)),
    element("div", { class: "foot sans" }, why(hit, most), verdicts(hit, judge)),
  );
}

// Blank lines of a newspaper page are holes in a list; the source shows them as printed.
function dense({ text, mark }) {
  return { text: text.replace(/\s*\n\s*\n/g, "\n"), mark };
}

// The parts of the score, each with its share of the best score on the page as a bar.
function why({ why: parts, score }, most) {
  const legs = LEGS.filter((leg) => parts[leg] !== 0).map((leg) => {
    const bar = element("span", { class: `part ${leg}`, "aria-hidden": "true" });
    bar.style.setProperty("--share", Math.min(1, Math.max(0, parts[leg] / most)).toFixed(4));
    return element("li", {}, element("span", {}, t(leg)), " ", number(parts[leg]), bar);
  });
  const total = element("span", { class: "total" }, t("score"), " ", number(score));
  return element("div", { class: "why" }, element("ul", { "aria-label": t("why") }, ...legs), total);
}

function number(value) {
  return element("span", { class: "number" }, value.toFixed(3));
}

function verdicts(hit, judge) {
  const buttons = VERDICTS.map((verdict) =>
    button(t(verdict), (pressed) => judge(hit, verdict, pressed.parentElement), {
      "data-verdict": verdict,
      "aria-pressed": String(hit.verdict === verdict),
    }),
  );
  return element("div", { class: "verdicts", role: "group", "aria-label": t("judge", hit.rank) }, ...buttons);
}

export function showVerdict(place, verdict) {
  for (const one of place.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one.dataset.verdict === verdict));
}

// How a source is named beside a quotation, and where a quotation leads.

import { element, languageOf } from "./dom.js";
import { language, texts } from "./texts.js";

export function sourceUrl(id, start, end) {
  const parameters = new URLSearchParams({ start, end, lang: language });
  return `/source/${encodeURIComponent(id)}?${parameters}`;
}

export function describe(reference, words = texts) {
  const date = reference.date
    ? `${reference.date}${reference.date_inferred ? ` (${words.inferred})` : ""}`
    : words.undated;
  const parts = [element("cite", { lang: languageOf(reference) }, reference.title)];
  if (reference.publisher) parts.push(" · ", reference.publisher);
  parts.push(" · ", date);
  if (reference.source === "digest") {
    parts.push(" · ", element("span", { class: "digest" }, words.digest));
  }
  return parts;
}

// A passage as a list item: its text, its source, and the way to it; then what is `more` to say.
export function passageItem(passage, content, { words = texts, more = [] } = {}) {
  const link = sourceUrl(passage.document.id, passage.start, passage.end);
  return element(
    "li",
    {},
    element("blockquote", { lang: languageOf(passage.document) }, ...content),
    element(
      "p",
      { class: "source" },
      ...describe(passage.document, words),
      " · ",
      element("a", { href: link }, words.open),
      ...more,
    ),
  );
}

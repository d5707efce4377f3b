// How a source is named beside a quotation, and where a quotation leads.

import { element, languageOf } from "./dom.js";
import { address } from "./language.js";
import { texts } from "./texts.js";

const DATE_PARTS = [
  { year: "numeric" },
  { year: "numeric", month: "long" },
  { year: "numeric", month: "long", day: "numeric" },
];

export function sourceUrl(id, start, end) {
  return address(`/source/${encodeURIComponent(id)}`, { start, end });
}

// A date of the source, perhaps only its year or month, as the reader's language writes it.
export function dateOf(reference, words = texts) {
  if (!reference.date) return words.undated;
  const numbers = reference.date.split("-");
  const day = new Date(Date.UTC(Number(numbers[0]), (numbers[1] ?? 1) - 1, numbers[2] ?? 1));
  const format = { ...DATE_PARTS[numbers.length - 1], timeZone: "UTC", numberingSystem: "latn" };
  const written = new Intl.DateTimeFormat(words.locale, format).format(day);
  return reference.date_inferred ? words.inferred(written) : written;
}

// Title, publisher and date, as far as they are known.
export function named(reference, words = texts) {
  const lang = languageOf(reference);
  const date = dateOf(reference, words);
  return [
    element("cite", { lang }, reference.title),
    ...(reference.publisher ? [element("span", { lang }, reference.publisher)] : []),
    reference.date ? element("time", { datetime: reference.date }, date) : date,
  ];
}

// What stands by every quotation: whether it is from an original or a digest, and of what.
export function describe(reference, words = texts) {
  const kind = reference.source === "digest" ? "digest" : "original";
  const parts = named(reference, words).flatMap((part) => [" · ", part]);
  return [element("span", { class: kind }, words[kind]), " ", ...parts.slice(1)];
}

// The same in one line of plain text, for what is copied.
export function describeInText(reference, words = texts) {
  const kind = reference.source === "digest" ? words.digest : words.original;
  const parts = [words.titled(reference.title), reference.publisher, dateOf(reference, words)];
  return `${kind} ${parts.filter(Boolean).join(words.comma)}`;
}

export function openLink(link, words = texts) {
  return element("a", { class: "open", href: link }, words.open);
}

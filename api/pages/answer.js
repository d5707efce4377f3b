// One answer on the page: sentences with markers, the quotations behind them, or nearest passages.

import { element, languageOf, marked } from "./dom.js";
import { describe, passageItem, sourceUrl } from "./sources.js";
import { textsIn } from "./texts.js";

const SHOWN_PASSAGES = 3;

// A sentence is in the asker's script; an English or Russian asker gets it as the source prints it.
function sentenceLanguage(language, citations) {
  return citations.length && !language?.startsWith("zh")
    ? languageOf(citations[0].document)
    : language;
}

export function sentence(text, language, citations) {
  const markers = citations.map((citation) =>
    element(
      "a",
      {
        class: "marker",
        href: sourceUrl(citation.document.id, citation.start, citation.end),
        title: citation.quote,
        "aria-label": `[${citation.n}] ${citation.document.title}`,
      },
      `[${citation.n}]`,
    ),
  );
  return element("span", { class: "sentence", lang: sentenceLanguage(language, citations) }, text, ...markers, " ");
}

function quotation(citation, words) {
  const link = sourceUrl(citation.document.id, citation.start, citation.end);
  return element(
    "li",
    { value: citation.n },
    element(
      "blockquote",
      { lang: languageOf(citation.document), cite: link },
      element("span", { class: "context" }, citation.before),
      element("span", { class: "quote" }, ...marked(citation.segments)),
      element("span", { class: "context" }, citation.after),
    ),
    element(
      "p",
      { class: "source" },
      ...describe(citation.document, words),
      " · ",
      element("a", { href: link }, words.open),
    ),
  );
}

// An English or Russian asker is told why the words beneath are Chinese.
function printedIn(language, parts) {
  const chinese = parts.some(({ document }) => languageOf(document)?.startsWith("zh"));
  if (!chinese || language.startsWith("zh")) return [];
  return [element("p", { class: "note" }, textsIn(language).printed)];
}

// The whole answer, as `final` brings it, framed in the language of the answer.
export function render(place, body) {
  const shown = body.status === "answered" ? answered(body) : unanswered(body);
  place.lang = body.language;
  place.replaceChildren(...shown);
}

function answered({ language, sentences, citations }) {
  const words = textsIn(language);
  const byNumber = new Map(citations.map((citation) => [citation.n, citation]));
  const shown = sentences.map((one) =>
    sentence(one.text, language, one.citations.map((n) => byNumber.get(n))),
  );
  return [
    ...printedIn(language, citations),
    element("p", { class: "sentences" }, ...shown),
    element("h3", {}, words.sources),
    element("ol", { class: "quotations" }, ...citations.map((one) => quotation(one, words))),
  ];
}

function unanswered({ language, answer, passages }) {
  const message = element("p", { class: "sentences" }, answer);
  return passages.length ? [message, nearest(passages, language)] : [message];
}

function nearest(passages, language) {
  const words = textsIn(language);
  const items = passages.map((passage) => passageItem(passage, [passage.text], { words }));
  const rest = items.splice(SHOWN_PASSAGES);
  const more = element(
    "details",
    {},
    element("summary", {}, words.more(rest.length)),
    element("ol", { class: "passages", start: SHOWN_PASSAGES + 1 }, ...rest),
  );
  return element(
    "section",
    { class: "nearest" },
    element("h3", {}, words.nearest),
    ...printedIn(language, passages),
    element("ol", { class: "passages" }, ...items),
    ...(rest.length ? [more] : []),
  );
}

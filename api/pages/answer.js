// One answer on the page: sentences with markers, the quotations behind them, or nearest passages.

import { element, languageOf, marked } from "./dom.js";
import { describe, passageItem, sourceUrl } from "./sources.js";
import { texts } from "./texts.js";

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

function quotation(citation) {
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
      ...describe(citation.document),
      " · ",
      element("a", { href: link }, texts.open),
    ),
  );
}

// The whole answer, as `final` brings it.
export function complete(body) {
  if (body.status !== "answered") {
    const message = element("p", { class: "sentences", lang: body.language }, body.answer);
    return body.passages.length ? [message, nearest(body.passages)] : [message];
  }
  const byNumber = new Map(body.citations.map((citation) => [citation.n, citation]));
  const shown = body.sentences.map((one) =>
    sentence(one.text, body.language, one.citations.map((n) => byNumber.get(n))),
  );
  return [
    element("p", { class: "sentences", lang: body.language }, ...shown),
    element("h3", {}, texts.sources),
    element("ol", { class: "quotations" }, ...body.citations.map(quotation)),
  ];
}

function nearest(passages) {
  const items = passages.map((passage) => passageItem(passage, [passage.text]));
  return element(
    "section",
    {},
    element("h3", {}, texts.nearest),
    element("ol", { class: "passages" }, ...items),
  );
}

// One answer on the page: sentences with markers, and the quotations behind them.

import { actionsOf } from "./actions.js";
import { marker, urlOf } from "./citations.js";
import { copyButton, quotationInText } from "./copying.js";
import { element, languageOf, printed } from "./dom.js";
import { linesOf } from "./lines.js";
import { nearest } from "./nearest.js";
import { describe, named, openLink } from "./sources.js";
import { textsIn } from "./texts.js";

// A sentence is in the asker's script; an English or Russian asker gets it as the source prints it.
function sentenceLanguage({ quoted, citations }, language) {
  return quoted && citations.length && !language?.startsWith("zh")
    ? languageOf(citations[0].document)
    : language;
}

function sentence(one, language, words) {
  // Behind its own citations stand those of other sources that say the same.
  const markers = [...one.citations, ...one.also].map((citation) => marker(citation, words));
  return element(
    "span",
    { class: one.quoted ? "sentence" : "sentence written", lang: sentenceLanguage(one, language) },
    one.text,
    ...markers,
    " ",
  );
}

// Neighbouring sentences of one document stand together; what a model wrote is one text.
function grouped(sentences) {
  const groups = [];
  for (const one of sentences) {
    const of = one.quoted ? one.citations[0]?.document : null;
    const last = groups.at(-1);
    if (last && last.of?.id === of?.id) last.sentences.push(one);
    else groups.push({ of, sentences: [one] });
  }
  return groups;
}

// Readers of other languages are told, in theirs, whose Chinese words follow.
function leadIn(document, language, words) {
  if (!document || language?.startsWith("zh") || !languageOf(document)?.startsWith("zh")) return [];
  const lead = document.source === "digest" ? words.leadDigest : words.leadOriginal;
  return [
    element(
      "p",
      { class: "lead" },
      `${lead} `,
      ...named(document, words)
        .flatMap((part) => [part, words.comma])
        .slice(0, -1),
      ":",
    ),
  ];
}

// The sentences, each {text, quoted, citations in full}; `language` is null until it is known.
export function said(sentences, language) {
  const words = textsIn(language);
  const written = sentences.some(({ quoted }) => !quoted);
  return [
    ...(written ? [element("p", { class: "by-model" }, words.writtenByModel)] : []),
    ...grouped(sentences).flatMap((group) => [
      ...(language ? leadIn(group.of, language, words) : []),
      element(
        "p",
        { class: "sentences" },
        ...linesOf(group.sentences).map((line) =>
          element(
            "span",
            { class: "line" },
            ...line.map((one) => sentence(one, language, words)),
          ),
        ),
      ),
    ]),
  ];
}

function quotation(citation, words) {
  const link = urlOf(citation);
  return element(
    "li",
    { value: citation.n },
    element(
      "blockquote",
      { lang: languageOf(citation.document), cite: link },
      element("span", { class: "context" }, citation.before),
      element("span", { class: "quote" }, ...printed(citation.segments)),
      element("span", { class: "context" }, citation.after),
    ),
    element("p", { class: "source" }, ...describe(citation.document, words)),
    element(
      "p",
      { class: "doings" },
      openLink(link, words),
      copyButton(words.copyQuotation, () => quotationInText(citation, words), words),
    ),
  );
}

// The whole answer, as `final` brings it, framed in the language of the answer.
export function render(place, exchange) {
  const { body } = exchange;
  const shown = body.status === "answered" ? answered(body) : unanswered(exchange);
  place.lang = body.language;
  place.dataset.status = body.status;
  const above = [...understood(body), ...lacking(body)];
  place.replaceChildren(...above, ...shown, actionsOf(exchange, textsIn(body.language)));
}

// A follow-up says what it was taken for, so that a misunderstanding is seen at once.
export function understood({ understood_as: taken, language }) {
  return taken ? [element("p", { class: "note understood" }, textsIn(language).understood(taken))] : [];
}

// What the asker named and the source does not is said before anything that could pass for an answer.
export function lacking({ unmentioned = [], language }) {
  if (!unmentioned.length) return [];
  return [element("p", { class: "note lacking" }, textsIn(language).unmentioned(unmentioned))];
}

function answered({ language, mode, doubtful, unmentioned = [], sentences, citations }) {
  const words = textsIn(language);
  const byNumber = new Map(citations.map((citation) => [citation.n, citation]));
  const full = sentences.map((one) => ({
    ...one,
    citations: one.citations.map((n) => byNumber.get(n)),
    also: one.also.map((n) => byNumber.get(n)),
  }));
  return [
    element(
      "div",
      { class: `said ${mode}` },
      ...said(full, language),
      ...(doubtful && !unmentioned.length ? [element("p", { class: "note" }, words.doubtful)] : []),
    ),
    element(
      "section",
      { class: "evidence" },
      element("h3", {}, words.sources),
      element("ol", { class: "quotations" }, ...citations.map((one) => quotation(one, words))),
    ),
  ];
}

function unanswered(exchange) {
  const { language, answer, passages } = exchange.body;
  const message = element("div", { class: "said" }, element("p", { class: "sentences" }, answer));
  return passages.length
    ? [message, nearest(exchange, textsIn(language))]
    : [message];
}

// Under a refusal: the passages nearest to the question, with a way to say which one answers it.

import { isJudged } from "./conversation.js";
import { button, element, languageOf } from "./dom.js";
import { judge, thanks } from "./feedback.js";
import { describe, openLink, sourceUrl } from "./sources.js";

const SHOWN = 3;

function item(exchange, passage, words) {
  const verdict = { passage_id: passage.id, verdict: "relevant" };
  const relevant = button(words.relevant, () => judge(relevant, words, exchange, verdict), {
    class: "plain",
  });
  const link = sourceUrl(passage.document.id, passage.start, passage.end);
  return element(
    "li",
    {},
    element("blockquote", { lang: languageOf(passage.document) }, passage.text),
    element("p", { class: "source" }, ...describe(passage.document, words)),
    element(
      "p",
      { class: "doings" },
      openLink(link, words),
      isJudged(exchange, passage.id) ? thanks(words) : relevant,
    ),
  );
}

// An English or Russian asker is told why the words beneath are Chinese.
function printedIn(language, passages, words) {
  const chinese = passages.some(({ document }) => languageOf(document)?.startsWith("zh"));
  const foreign = chinese && !language.startsWith("zh");
  return foreign ? [element("p", { class: "note" }, words.printed)] : [];
}

export function nearest(exchange, words) {
  const { passages, language } = exchange.body;
  const items = passages.map((passage) => item(exchange, passage, words));
  const rest = items.splice(SHOWN);
  const more = element(
    "details",
    {},
    element("summary", {}, words.more(rest.length)),
    element("ol", { class: "passages", start: SHOWN + 1 }, ...rest),
  );
  return element(
    "section",
    { class: "evidence nearest" },
    element("h3", {}, words.nearest),
    ...printedIn(language, passages, words),
    element("ol", { class: "passages" }, ...items),
    ...(rest.length ? [more] : []),
  );
}

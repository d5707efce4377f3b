// What a reader may do with an answer: copy it, link to it, say whether it helped.

import { isJudged } from "./conversation.js";
import { answerInText, copyAndTell, copyButton } from "./copying.js";
import { button, element } from "./dom.js";
import { complaint, judge, thanks } from "./feedback.js";
import { linkTo } from "./link.js";

export function actionsOf(exchange, words) {
  const { after, body } = exchange;
  const linked = after.length ? words.linkedWithEarlier : words.linked;
  const parts = [
    copyButton(words.copy, () => answerInText(exchange), words),
    button(words.link, (made) => copyAndTell(made, linkTo(exchange), linked, words), {
      class: "plain",
    }),
  ];
  const actions = element(
    "div",
    { class: "actions", role: "group", "aria-label": words.actions },
    ...parts,
  );
  if (body.status === "chat") return actions;
  actions.append(isJudged(exchange) ? thanks(words) : verdictsOn(exchange, words));
  return actions;
}

function verdictsOn(exchange, words) {
  const praise = () => judge(verdicts, words, exchange, { verdict: "good" });
  const good = button(words.good, praise, { class: "plain" });
  const bad = button(words.bad, () => complaint(verdicts, bad, words, exchange), {
    class: "plain",
    "aria-expanded": "false",
  });
  const verdicts = element("span", { class: "verdicts" }, good, bad);
  return verdicts;
}

// Copying with the citation: what leaves the page keeps saying where it comes from.

import { announce, button, element } from "./dom.js";
import { urlOf } from "./citations.js";
import { describeInText } from "./sources.js";
import { textsIn } from "./texts.js";

const SHOWN_MS = 2500; // how long a button says that it has copied

export function quotationInText(citation, words) {
  return [
    `[${citation.n}] ${citation.quote}`,
    describeInText(citation.document, words),
    new URL(urlOf(citation), location.origin).href,
  ].join("\n");
}

export function answerInText({ question, body }) {
  const words = textsIn(body.language);
  const sentences = body.sentences.map(({ text, citations }) =>
    [text, ...citations.map((n) => `[${n}]`)].join(" "),
  );
  const written = body.sentences.some(({ quoted }) => !quoted) ? [words.writtenByModel] : [];
  const text = sentences.length ? sentences.join("\n") : body.answer;
  const lacking = body.unmentioned?.length ? [words.unmentioned(body.unmentioned)] : [];
  return [
    question,
    ...lacking,
    ...written,
    text,
    ...body.citations.map((one) => quotationInText(one, words)),
  ].join("\n\n");
}

// The clipboard's own interface exists on localhost and https alone; elsewhere a selection serves.
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const held = element("textarea", { class: "unseen" });
  held.value = text;
  document.body.append(held);
  held.select();
  const copied = document.execCommand("copy");
  held.remove();
  if (!copied) throw new Error("the browser refused to copy");
}

export async function copyAndTell(made, text, done, words) {
  try {
    await copy(text);
  } catch (error) {
    console.error(error);
    announce(words.copyFailed);
    made.replaceWith(element("span", { class: "failure" }, words.copyFailed));
    return;
  }
  announce(done);
  const label = made.textContent;
  if (label === words.copied) return;
  made.textContent = words.copied;
  setTimeout(() => (made.textContent = label), SHOWN_MS);
}

export function copyButton(label, textOf, words) {
  return button(label, (made) => copyAndTell(made, textOf(), words.copied, words), {
    class: "plain",
  });
}

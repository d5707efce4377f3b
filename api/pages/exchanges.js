// The exchanges on the page: a question, and below it what has become of it.

import { lacking, render, said, understood } from "./answer.js";
import { announce, button, byId, element, languageOf } from "./dom.js";
import { fragmentOf } from "./link.js";
import { texts } from "./texts.js";

const LONG = 100; // characters, from which on a question is no headline

// A new exchange; returns the place of its answer. Where one begins a conversation, because a link
// led to it, the page says what it follows.
export function open(exchange) {
  const { question, after } = exchange;
  const answer = element("div", { class: "answer" });
  const follows = after.length && !byId("exchanges").hasChildNodes();
  byId("exchanges").append(
    element(
      "article",
      { "data-link": fragmentOf(exchange) },
      ...(follows ? [element("p", { class: "note" }, texts.following(after.join(" / ")))] : []),
      element("h2", { class: question.length > LONG && "long" }, question),
      answer,
    ),
  );
  return answer;
}

export function find(exchange) {
  const link = String(fragmentOf(exchange));
  return [...byId("exchanges").children].find((one) => one.dataset.link === link);
}

export function restore(exchange) {
  render(open(exchange), exchange);
}

// The answer of `place` begins: returns what the stream tells of it.
export function begin(place) {
  const waiting = element("p", { class: "waiting" }, texts.thinking);
  const sentences = [];
  let above = [];
  place.setAttribute("aria-busy", "true");
  delete place.dataset.status;
  place.replaceChildren(waiting);
  announce();
  place.parentElement.scrollIntoView({ block: "start" });
  return {
    passages: (found) => {
      waiting.textContent = texts.reading(found.passages.length);
      above = understood(found);
      place.prepend(...above);
    },
    sentence: (one) => {
      sentences.push(one);
      const words = element("div", { class: "said" }, ...said(sentences, null));
      place.replaceChildren(...above, words, waiting);
    },
  };
}

export function complete(place, exchange) {
  const { body } = exchange;
  render(place, exchange);
  const first = body.citations[0];
  const foreign = first && body.mode === "extractive" && !body.language.startsWith("zh");
  const lang = foreign ? languageOf(first.document) : body.language;
  announce(`${texts.answered} `, ...lacking(body), element("span", { lang }, body.answer));
}

// Whatever sentences have come stay: each of them is whole and cited.
export function fail(place, reason, retry) {
  if (!place.isConnected) return;
  place.querySelector(".waiting")?.remove();
  const failure = element("p", { class: "failure" }, reason, " ");
  place.append(failure, button(texts.retry, retry, { class: "retry" }));
  announce(reason);
}

// A question that fills half the screen must not keep its answer out of sight.
export function reveal(place) {
  place.removeAttribute("aria-busy");
  const low = place.getBoundingClientRect().top - place.parentElement.getBoundingClientRect().top;
  if (low > innerHeight / 2) place.scrollIntoView({ block: "start" });
}

// The visitors' chat.

import { complete, sentence } from "./answer.js";
import { byId, element } from "./dom.js";
import { events, problemOf } from "./stream.js";
import { dress, language, texts } from "./texts.js";

const MAX_TURNS = 4;
const MAX_ANSWER_CHARACTERS = 300;

const history = [];
let running = null;

function prepare() {
  dress(texts.title, byId("languages"));
  byId("title").textContent = texts.title;
  byId("note").textContent = texts.note;
  byId("question-label").textContent = texts.question;
  byId("question").placeholder = texts.placeholder;
  byId("send").textContent = texts.send;
  byId("stop").textContent = texts.stop;
  byId("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    submit(byId("question").value.trim());
  });
  byId("question").addEventListener("keydown", sendOnEnter);
  byId("stop").addEventListener("click", () => running?.abort());
  showExamples();
}

// While Chinese is being composed, Enter chooses a candidate: it must not send (229: Safari).
function sendOnEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  byId("ask").requestSubmit();
}

async function showExamples() {
  const response = await fetch("/static/examples.json");
  if (!response.ok) return;
  const questions = (await response.json())[language] ?? [];
  const buttons = questions.map((question) => {
    const button = element("button", { type: "button" }, question);
    button.addEventListener("click", () => submit(question));
    return button;
  });
  if (buttons.length) byId("examples").append(element("p", {}, texts.examples), ...buttons);
}

function submit(question) {
  if (!question || running) return;
  byId("question").value = "";
  byId("examples").hidden = true;
  const answer = element("div", { class: "answer", "aria-busy": "true" });
  const exchange = element("article", {}, element("h2", {}, question), answer);
  byId("exchanges").append(exchange);
  exchange.scrollIntoView({ block: "start" });
  ask(question, answer);
}

async function ask(question, answer) {
  running = new AbortController();
  byId("stop").hidden = false;
  byId("send").disabled = true;
  answer.replaceChildren(element("p", { class: "note" }, texts.thinking));
  try {
    await receive(question, answer, running.signal);
    byId("announcement").textContent = `${texts.answered} ${history.at(-1).answer}`;
  } catch (error) {
    fail(question, answer, error);
  } finally {
    running = null;
    answer.removeAttribute("aria-busy");
    byId("stop").hidden = true;
    byId("send").disabled = false;
    byId("question").focus({ preventScroll: true });
  }
}

async function receive(question, answer, signal) {
  const response = await fetch("/api/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question, history: history.slice(-MAX_TURNS), stream: true }),
    signal,
  });
  if (!response.ok) throw new Error(await problemOf(response));
  const partial = element("p", { class: "sentences" });
  for await (const { event, data } of events(response)) {
    if (event === "sentence") {
      if (!partial.isConnected) answer.replaceChildren(partial);
      partial.append(sentence(data.text, null, data.citations));
    } else if (event === "final") {
      answer.replaceChildren(...complete(data));
      remember(question, data.answer);
      return;
    } else if (event === "error") {
      throw new Error([data.detail ?? data.title, data.next].filter(Boolean).join(" "));
    }
  }
  throw new Error("");
}

function remember(question, answer) {
  history.push({ question, answer: [...answer].slice(0, MAX_ANSWER_CHARACTERS).join("") });
}

function fail(question, answer, error) {
  const stopped = error.name === "AbortError";
  const text = stopped ? texts.stopped : `${texts.failed} ${error.message}`;
  const retry = element("button", { type: "button" }, texts.retry);
  retry.addEventListener("click", () => running || ask(question, answer));
  answer.replaceChildren(element("p", { class: "failure" }, text), retry);
  byId("announcement").textContent = text;
}

prepare();

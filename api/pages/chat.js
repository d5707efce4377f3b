// The visitors' chat.

import { render, sentence } from "./answer.js";
import { conversation, forget, remember, turns } from "./conversation.js";
import { byId, element } from "./dom.js";
import { offerExamples } from "./examples.js";
import { events, problemOf } from "./stream.js";
import { dress, language, texts } from "./texts.js";

const MAX_QUESTION_CHARACTERS = 500; // the default of FORUMQA_QUESTION_MAX_CHARS

let running = null;

// What the server said of a failure, as opposed to what the browser says of a lost connection.
class Refusal extends Error {}

function prepare() {
  dress(texts.title, byId("languages"));
  byId("title").textContent = texts.title;
  byId("to-search").textContent = texts.searchTitle;
  byId("to-search").href = `/search?lang=${language}`;
  byId("new").textContent = texts.startAnew;
  byId("note").textContent = texts.note;
  byId("question-label").textContent = texts.question;
  byId("question").placeholder = texts.placeholder;
  byId("send").textContent = texts.send;
  byId("stop").textContent = texts.stop;
  listen();
  offerExamples(byId("examples"), submit);
  restore();
  refresh();
}

function listen() {
  byId("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    submit(byId("question").value.trim());
  });
  byId("question").addEventListener("keydown", sendOnEnter);
  byId("question").addEventListener("input", refresh);
  byId("stop").addEventListener("click", () => running?.abort());
  byId("new").addEventListener("click", startAnew);
  // The newest exchange is at least as high as what the form leaves free, so it can reach the top.
  new ResizeObserver(() => {
    byId("exchanges").style.setProperty("--form-height", `${byId("ask").offsetHeight}px`);
  }).observe(byId("ask"));
}

// While Chinese is being composed, Enter chooses a candidate: it must not send (229: Safari).
function sendOnEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  if (!byId("send").disabled) byId("ask").requestSubmit();
}

// The server counts characters after NFKC.
function charactersOf(question) {
  return [...question.trim().normalize("NFKC")].length;
}

function refresh() {
  const count = charactersOf(byId("question").value);
  const tooLong = count > MAX_QUESTION_CHARACTERS;
  byId("limit").textContent = tooLong ? texts.tooLong(count, MAX_QUESTION_CHARACTERS) : "";
  byId("question").setAttribute("aria-invalid", tooLong);
  byId("send").disabled = tooLong || running !== null;
  byId("stop").hidden = running === null;
  const begun = byId("exchanges").hasChildNodes();
  byId("examples").hidden = begun;
  byId("new").hidden = !begun;
}

function restore() {
  try {
    for (const { question, body } of conversation()) render(exchangeOf(question), body);
  } catch {
    // Entries of another version of this page.
    forget();
    byId("exchanges").replaceChildren();
  }
  // After a reload or the Back button the browser returns to where the reader was.
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
  byId("exchanges").lastElementChild?.scrollIntoView({ block: "start", behavior: "instant" });
}

function startAnew() {
  running?.abort();
  forget();
  byId("exchanges").replaceChildren();
  byId("announcement").textContent = "";
  refresh();
  byId("question").focus();
}

// A new exchange on the page; returns the place of its answer.
function exchangeOf(question) {
  const answer = element("div", { class: "answer" });
  byId("exchanges").append(element("article", {}, element("h2", {}, question), answer));
  return answer;
}

function submit(question) {
  if (!question || running) return;
  byId("question").value = "";
  ask(question, exchangeOf(question));
}

async function ask(question, answer) {
  running = new AbortController();
  refresh();
  answer.setAttribute("aria-busy", "true");
  answer.replaceChildren(element("p", { class: "note" }, texts.thinking));
  answer.parentElement.scrollIntoView({ block: "start" });
  try {
    const body = await receive(question, answer, running.signal);
    remember(question, body);
    byId("announcement").textContent = `${texts.answered} ${body.answer}`;
  } catch (error) {
    fail(question, answer, error);
  } finally {
    running = null;
    answer.removeAttribute("aria-busy");
    refresh();
    byId("question").focus({ preventScroll: true });
    reveal(answer);
  }
}

// A question that fills half the screen must not keep its answer out of sight.
function reveal(answer) {
  const low = answer.getBoundingClientRect().top - answer.parentElement.getBoundingClientRect().top;
  if (low > innerHeight / 2) answer.scrollIntoView({ block: "start" });
}

async function receive(question, answer, signal) {
  const response = await fetch("/api/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question, history: turns(), stream: true }),
    signal,
  });
  if (!response.ok) throw new Refusal(await problemOf(response));
  const partial = element("p", { class: "sentences" });
  for await (const { event, data } of events(response)) {
    if (event === "sentence") {
      if (!partial.isConnected) answer.replaceChildren(partial);
      partial.append(sentence(data.text, null, data.citations));
    } else if (event === "final") {
      render(answer, data);
      return data;
    } else if (event === "error") {
      throw new Refusal([data.detail ?? data.title, data.next].filter(Boolean).join(" "));
    }
  }
  throw new Error("the stream ended before the answer");
}

function reasonOf(error) {
  if (error.name === "AbortError") return texts.stopped;
  if (error instanceof Refusal) return `${texts.failed} ${error.message}`;
  console.error(error);
  return `${texts.failed} ${texts.unreachable}`;
}

function fail(question, answer, error) {
  if (!answer.isConnected) return;
  const text = reasonOf(error);
  const retry = element("button", { type: "button" }, texts.retry);
  retry.addEventListener("click", () => running || ask(question, answer));
  answer.replaceChildren(element("p", { class: "failure" }, text), retry);
  byId("announcement").textContent = text;
}

prepare();

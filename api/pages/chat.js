// The visitors' chat: what is asked, by whom the page was opened, and what is kept.

import { Refusal, receive, send } from "./asking.js";
import { fill, hold, invite, prepareComposer, setBusy, typed } from "./composer.js";
import { conversation, forget, remember, turns } from "./conversation.js";
import { announce, byId } from "./dom.js";
import { offerBeginnings } from "./examples.js";
import * as exchanges from "./exchanges.js";
import { address } from "./language.js";
import { earlierOf, linked, showInAddress } from "./link.js";
import { keepPlace, placeLeft } from "./place.js";
import { dress, texts } from "./texts.js";

const BUSY = [429, 503];
const LIBRARY = "#library"; // an address that leads to what the library holds

let running = null;
let next = []; // what is to be done when the answer under way has come

function prepare() {
  dress(texts.title, byId("languages"));
  byId("title").textContent = texts.title;
  byId("tagline").textContent = texts.tagline;
  byId("note").textContent = texts.note;
  byId("to-search").textContent = texts.searchTitle;
  byId("to-search").href = address("/search");
  byId("new").textContent = texts.startAnew;
  byId("new").addEventListener("click", startAnew);
  prepareComposer(submitInTurn, () => running?.abort());
  new ResizeObserver(leaveRoom).observe(byId("ask"));
  const left = restore();
  refresh();
  if (left === null) openLinked();
  else scrollTo({ top: left, behavior: "instant" });
  invite(); // `autofocus` would scroll to where the form stands in the page, not where it is seen
  keepPlace(() => conversation().length);
  addEventListener("hashchange", () => {
    refresh();
    openLinked();
  });
  offerBeginnings(submit).then(leadToLibrary).catch(console.error);
}

function leadToLibrary() {
  if (location.hash === LIBRARY) byId("library").scrollIntoView();
}

// The newest exchange is at least as high as what the form leaves free, so it can reach the top; and
// what is scrolled to, also by the focus, comes to stand above the form.
function leaveRoom() {
  document.documentElement.style.setProperty("--form-height", `${byId("ask").offsetHeight}px`);
}

function refresh() {
  const begun = byId("exchanges").hasChildNodes();
  setBusy(running !== null);
  document.body.classList.toggle("begun", begun);
  byId("beginnings").hidden = begun && location.hash !== LIBRARY;
  byId("new").hidden = !begun;
  leaveRoom();
}

// Returns how far down the reader was who comes back to the conversation, else null.
function restore() {
  try {
    conversation().forEach(exchanges.restore);
  } catch {
    // Entries of another version of this page.
    forget();
    byId("exchanges").replaceChildren();
  }
  if (location.hash === LIBRARY) return null;
  const isThere = linked() === null || exchanges.find(linked());
  const left = isThere ? placeLeft(conversation().length) : null;
  if (!linked() && conversation().length) showInAddress(conversation().at(-1));
  if (left === null) {
    byId("exchanges").lastElementChild?.scrollIntoView({ block: "start", behavior: "instant" });
  }
  return left;
}

// Ask what the address asks for, unless its answer is on the page.
function openLinked() {
  const wanted = linked();
  if (!wanted) return;
  const there = exchanges.find(wanted);
  if (there) there.scrollIntoView({ block: "start" });
  else if (running) inTurn(openLinked);
  else
    start(
      wanted,
      wanted.after.map((question) => ({ question, answer: "" })),
    );
}

function startAnew() {
  next = [];
  hold(false);
  running?.abort();
  forget();
  byId("exchanges").replaceChildren();
  showInAddress(null);
  announce();
  refresh();
  byId("question").focus();
}

// Who opens a link and types at once is heard: the question waits for the one that is asked again.
function submitInTurn(question) {
  if (!running) return submit(question);
  hold(true);
  inTurn(submitHeld);
}

function submitHeld() {
  hold(false);
  submit(typed());
}

function inTurn(doing) {
  if (!next.includes(doing)) next.push(doing);
}

function submit(question) {
  if (!question || running) return;
  fill("");
  const history = turns();
  start({ question, after: earlierOf(history) }, history);
}

function start(wanted, history) {
  showInAddress(wanted);
  ask(exchanges.open(wanted), wanted, history);
}

async function ask(place, { question, after }, history) {
  const mine = new AbortController();
  running = mine;
  // First of all, since laying out the page takes as long as the question's way to the server.
  const sent = send(question, history, mine.signal);
  refresh();
  try {
    const body = await receive(sent, exchanges.begin(place));
    const exchange = { question, after, history, body };
    remember(exchange);
    exchanges.complete(place, exchange);
  } catch (error) {
    exchanges.fail(
      place,
      reasonOf(error),
      () => running || ask(place, { question, after }, history),
    );
  } finally {
    const ended = running === mine;
    if (ended) {
      running = null;
      refresh();
      invite();
    }
    exchanges.reveal(place);
    if (ended) while (!running && next.length) next.shift()();
  }
}

function reasonOf(error) {
  if (error.name === "AbortError") return texts.stopped;
  if (!(error instanceof Refusal)) console.error(error);
  return [texts.failed, explanation(error)].join(texts.space);
}

// In the reader's language where it is known what happened; only of the question itself does the
// server know more than the page.
function explanation(error) {
  if (!(error instanceof Refusal)) return texts.unreachable;
  if (BUSY.includes(error.status)) return texts.busy;
  return error.status < 500 ? error.message : texts.broken;
}

prepare();

// The staff's search: results come while one types, and everything chosen stands in the address.

import { announce, byId, element, excessOf } from "./dom.js";
import { address, dress } from "./language.js";
import { makeFilters, readFilters, setFilters, tellFilters } from "./search-filters.js";
import { showHits, showVerdict } from "./search-hits.js";
import { isComposing, listenToKeys } from "./search-keys.js";
import { addressOf, bodyOf, datesCross, isTopic, moreThan, readState, writeState } from "./search-state.js";
import { keepTrail } from "./search-trail.js";
import { texts } from "./texts.js";
import { t } from "./texts-staff.js";

const PAUSE_MS = 250;
const TYPED = ["text", "date"]; // half a year is a year, too

let state = readState();
let running = null;
let pause = 0;

function prepare() {
  dress(texts.searchTitle, byId("languages"));
  byId("title").textContent = texts.searchTitle;
  byId("skip").textContent = t("skip");
  byId("home").textContent = texts.home;
  byId("home").href = address("/");
  byId("query-label").textContent = byId("send").textContent = texts.search;
  byId("query").placeholder = t("placeholder");
  byId("results-label").textContent = t("results");
  byId("more").textContent = t("more");
  byId("panel").open = matchMedia("(min-width: 62em)").matches;
  tellFilters(state);
  if (!state.q) state.q = byId("query").value; // typed while the page was still loading
  byId("send").disabled = false;
  listen();
  listenToKeys();
  show();
  offerFilters().catch(() => say(texts.unreachable));
  offerSignOut();
}

function listen() {
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    change(asked(), { push: true });
  });
  // While Chinese is being composed Enter chooses a candidate, and the letters typed are no query.
  byId("query").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault();
  });
  byId("query").addEventListener("input", (event) => event.isComposing || typed());
  byId("query").addEventListener("compositionend", typed);
  byId("filters").addEventListener("input", ({ target }) => filtered(TYPED.includes(target.type)));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", (event) => {
    event.preventDefault();
    const none = { document: [], publisher: [], include: [], from: "", to: "", script: "" };
    change({ ...state, ...none }, { push: true });
    setFilters(state);
  });
  byId("more").addEventListener("click", showMore);
  addEventListener("popstate", () => {
    state = readState();
    setFilters(state);
    show();
  });
}

function typed() {
  clearTimeout(pause);
  pause = setTimeout(() => change(asked()), PAUSE_MS);
}

function filtered(isTyped) {
  clearTimeout(pause);
  const read = () => change(asked(), { push: !isTyped });
  if (isTyped) pause = setTimeout(read, PAUSE_MS);
  else read();
}

// Query and filters as they stand: a date may have been typed a moment ago.
function asked() {
  return { ...readFilters(state), q: byId("query").value };
}

function change(wanted, { push = false } = {}) {
  clearTimeout(pause);
  state = wanted;
  writeState(state, push);
  tellFilters(state);
  return search();
}

// The keyboard goes on where the list went on.
async function showMore() {
  const before = byId("hits").childElementCount;
  await change({ ...state, k: moreThan(state.k) }, { push: true });
  setFilters(state);
  (byId("hits").children[before]?.querySelector("a") ?? byId("results")).focus();
}

function show() {
  byId("query").value = state.q;
  search();
}

async function offerFilters() {
  const response = await fetch("/api/documents");
  const { documents } = response.ok ? await response.json() : { documents: [] };
  makeFilters(documents);
  setFilters(state);
}

async function offerSignOut() {
  const response = await fetch("/api/staff").catch(() => null);
  if (!response?.ok || !(await response.json()).required) return;
  byId("sign-out").textContent = t("signOut");
  byId("sign-out").hidden = false;
  byId("sign-out").addEventListener("click", async () => {
    await fetch("/api/staff", { method: "DELETE" });
    location.reload();
  });
}

// What is wrong with the state, in the reader's words; the server would say it in English.
function problemOf() {
  const tooLong = excessOf(byId("query"), state.q);
  if (tooLong) return texts.tooLong(...tooLong);
  if (datesCross(state)) return t("datesCrossed");
  return isTopic(state.topic) ? "" : t("topicWrong");
}

async function search() {
  running?.abort();
  running = null;
  const problem = problemOf();
  byId("problem").textContent = problem;
  byId("query").setAttribute("aria-invalid", String(Boolean(problem)));
  if (problem || !state.q.trim()) {
    say("", problem ? "" : `${t("begin")} ${keys()}`);
    if (problem) announce(problem);
    return;
  }
  const own = (running = new AbortController());
  byId("results").setAttribute("aria-busy", "true");
  try {
    await ask(own.signal);
  } catch (error) {
    if (error.name !== "AbortError") say(texts.unreachable);
  } finally {
    if (running === own) byId("results").removeAttribute("aria-busy");
  }
}

async function ask(signal) {
  const asked = state;
  const response = await post("/api/search", bodyOf(asked), signal);
  if (response.status === 401) location.reload();
  if (!response.ok) {
    say(response.status === 422 ? t("unusable") : t("failed", response.status));
    return;
  }
  const { hits, distant } = await response.json();
  keepTrail(addressOf(asked), hits);
  showHits(hits, (hit, verdict, place) => judge(asked, hit, verdict, place));
  // The server tells no total: as many as were asked for may be the first of more.
  const isCut = hits.length >= Number(asked.k);
  const count = t(isCut ? "first" : "hits", hits.length);
  say(distant ? `${t("distant")} ${count}` : count, hits.length ? keys() : t("none"), hits.length > 0);
  byId("more").hidden = !isCut || !moreThan(asked.k);
}

function post(path, body, signal) {
  const headers = { "Content-Type": "application/json" };
  return fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal });
}

// A telephone has none of these keys.
function keys() {
  return matchMedia("(any-pointer: fine)").matches ? t("keys") : "";
}

// Above the hits what came of the search, below them what can be done.
function say(summary, hint = "", found = false) {
  byId("summary").textContent = summary;
  byId("hint").textContent = hint;
  byId("exports").hidden = !found;
  byId("more").hidden = true;
  if (found) offerExports();
  else byId("hits").replaceChildren();
  byId("results").removeAttribute("aria-busy");
  announce(summary);
}

function offerExports() {
  const links = [
    ["CSV", addressOf(state, "/search.csv"), { download: "search.csv" }],
    ["JSON", addressOf(state, "/search.json"), {}],
    [t("qrels"), "/qrels.txt", { download: "qrels.txt" }],
  ];
  byId("exports").setAttribute("aria-label", t("export"));
  byId("exports").replaceChildren(
    ...links.map(([name, href, more]) => element("a", { href, ...more }, name)),
  );
}

async function judge(asked, hit, verdict, place) {
  const body = { question: asked.q, passage_id: hit.id, verdict };
  if (asked.topic) body.topic = asked.topic;
  const response = await post("/api/judgements", body).catch(() => null);
  place.querySelector(".failure")?.remove();
  if (!response?.ok) {
    place.append(element("span", { class: "failure" }, t("judgeFailed")));
    announce(t("judgeFailed"));
    return;
  }
  showVerdict(place, verdict);
  announce(t("judged", hit.rank, verdict === "relevant"));
}

prepare();

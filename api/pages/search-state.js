// What is searched for: read from the page's address and written back to it. The same words stand
// in the addresses of the twins, /search.json and /search.csv.

import { language } from "./language.js";

export const COUNTS = ["10", "20", "50", "100"];
const LISTS = ["document", "publisher", "include"];
const SINGLES = ["from", "to", "script"];
const TOPIC = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export function readState() {
  const parameters = new URLSearchParams(location.search);
  const state = { q: parameters.get("q") ?? "", topic: parameters.get("topic") ?? "" };
  for (const name of LISTS) state[name] = parameters.getAll(name);
  for (const name of SINGLES) state[name] = parameters.get(name) ?? "";
  state.k = COUNTS.includes(parameters.get("k")) ? parameters.get("k") : COUNTS[0];
  return state;
}

function parametersOf(state) {
  const parameters = new URLSearchParams();
  if (state.q) parameters.set("q", state.q);
  for (const name of LISTS) for (const value of state[name]) parameters.append(name, value);
  for (const name of [...SINGLES, "topic"]) if (state[name]) parameters.set(name, state[name]);
  if (state.k !== COUNTS[0]) parameters.set("k", state.k);
  parameters.set("lang", language);
  return parameters;
}

export function addressOf(state, path = "/search") {
  return `${path}?${parametersOf(state)}`;
}

// Typing changes the address in place; what is meant to be returned to by Back is pushed.
export function writeState(state, push) {
  const address = addressOf(state);
  if (address === location.pathname + location.search) return;
  if (push) history.pushState(null, "", address);
  else history.replaceState(history.state, "", address);
}

export function filterCount(state) {
  const single = SINGLES.filter((name) => state[name]).length;
  return LISTS.reduce((sum, name) => sum + state[name].length, single);
}

// The next higher number of hits to show, or undefined where there is none.
export function moreThan(k) {
  return COUNTS.find((count) => Number(count) > Number(k));
}

export function bodyOf(state) {
  const body = { query: state.q, k: Number(state.k), include: state.include };
  if (state.document.length) body.documents = state.document;
  if (state.publisher.length) body.publishers = state.publisher;
  for (const name of [...SINGLES, "topic"]) if (state[name]) body[name] = state[name];
  return body;
}

export function datesCross({ from, to }) {
  return Boolean(from && to && from > to);
}

export function isTopic(topic) {
  return topic === "" || TOPIC.test(topic);
}

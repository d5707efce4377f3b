// The staff's search: one box, and filters for whoever wants them.

import { byId, element, marked } from "./dom.js";
import { passageItem } from "./sources.js";
import { problemOf } from "./stream.js";
import { dress, language, texts } from "./texts.js";

const SCRIPTS = { Hans: "简体", Hant: "繁體", Latn: "Latin", Cyrl: "Кириллица" };

function prepare() {
  dress(texts.searchTitle, byId("languages"));
  byId("title").textContent = texts.searchTitle;
  byId("home").textContent = texts.home;
  byId("home").href = `/?lang=${language}`;
  byId("query-label").textContent = texts.search;
  byId("send").textContent = texts.search;
  for (const name of ["filters", "document", "script", "from", "to", "furniture", "spillover"]) {
    byId(`${name}-label`).textContent = texts[name];
  }
  offer(byId("script"), Object.entries(SCRIPTS));
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    search().catch(() => say(texts.unreachable));
  });
  offerDocuments().catch(() => say(texts.unreachable));
}

function say(message) {
  byId("hits").replaceChildren();
  byId("announcement").textContent = message;
}

async function offerDocuments() {
  const response = await fetch("/api/documents");
  const { documents } = response.ok ? await response.json() : { documents: [] };
  offer(byId("document"), documents.map(({ id, title }) => [id, title]));
}

function offer(select, choices) {
  const options = [["", texts.any], ...choices];
  select.append(...options.map(([value, name]) => element("option", { value }, name)));
}

function wanted() {
  const body = { query: byId("query").value };
  if (byId("document").value) body.documents = [byId("document").value];
  for (const name of ["script", "from", "to"]) {
    if (byId(name).value) body[name] = byId(name).value;
  }
  body.include = ["furniture", "spillover"].filter((name) => byId(name).checked);
  return body;
}

async function search() {
  const response = await fetch("/api/search", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(wanted()),
  });
  if (!response.ok) {
    say(await problemOf(response));
    return;
  }
  const { hits } = await response.json();
  byId("announcement").textContent = texts.hits(hits.length);
  byId("hits").replaceChildren(
    ...hits.map((hit) => passageItem(hit, marked(hit.segments), { more: [` · ${hit.score.toFixed(3)}`] })),
  );
}

prepare();

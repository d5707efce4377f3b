// A source's whole text, the quotation highlighted and scrolled to.

import { byId, element, languageOf } from "./dom.js";
import { describe } from "./sources.js";
import { problemOf } from "./stream.js";
import { dress, language, texts } from "./texts.js";

async function show() {
  dress(texts.title, byId("languages"));
  byId("home").textContent = texts.home;
  byId("home").href = `/?lang=${language}`;
  byId("removed-label").textContent = texts.removed;
  const id = location.pathname.split("/").at(-1);
  const wanted = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name === "start" || name === "end") wanted.set(name, value);
  }
  const [view, list] = await Promise.all([
    fetch(`/api/documents/${id}/view?${wanted}`),
    fetch("/api/documents"),
  ]);
  if (!view.ok) {
    byId("announcement").textContent =
      view.status === 404 ? texts.missing : `${texts.failed} ${await problemOf(view)}`;
    return;
  }
  const name = decodeURIComponent(id);
  const { documents } = await list.json();
  label(documents.find((one) => one.id === name));
  fill(await view.json());
}

function label(reference) {
  if (!reference) return;
  document.title = reference.title;
  byId("title").textContent = reference.title;
  byId("title").lang = byId("text").lang = languageOf(reference);
  byId("about").append(...describe(reference));
}

function fill(segments) {
  const text = byId("text");
  text.append(...segments.map(piece));
  byId("controls").hidden = !segments.some(({ role }) => role === "removed");
  byId("removed").addEventListener("change", (event) => {
    text.classList.toggle("with-removed", event.target.checked);
  });
  const quote = text.querySelector("mark");
  quote?.scrollIntoView({ block: "center" });
  quote?.focus({ preventScroll: true });
}

function piece({ text, role, reason }) {
  if (role === "quote") return element("mark", { tabindex: "-1" }, text);
  if (role === "removed") return element("span", { class: "removed", title: reason }, text);
  return text;
}

show().catch(() => {
  byId("announcement").textContent = texts.unreachable;
});

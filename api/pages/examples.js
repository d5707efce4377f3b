// What a visitor can begin with: example questions, and what the library holds.

import { button, byId, element } from "./dom.js";
import { address, language } from "./language.js";
import { named } from "./sources.js";
import { t } from "./texts.js";

const MAX_LISTED = 8;

async function load(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

export async function offerBeginnings(ask) {
  const [examples, needed, { documents }] = await Promise.all(
    [
      new URL("./examples.json", import.meta.url),
      new URL("./example-documents.json", import.meta.url),
      "/api/documents",
    ].map(load),
  );
  const held = new Set(documents.map(({ id }) => id));
  // Examples belong to the documents that answer them.
  if (needed.every((id) => held.has(id))) offerExamples(examples[language], ask);
  listLibrary(documents);
}

function offerExamples(questions, ask) {
  const items = questions.map((question) =>
    element(
      "li",
      {},
      button(question, () => ask(question)),
    ),
  );
  byId("examples").append(element("h2", {}, t("examples")), element("ul", {}, ...items));
}

function listLibrary(documents) {
  const items = documents.slice(0, MAX_LISTED).map((one) => {
    const [title, ...rest] = named(one);
    const link = element("a", { href: address(`/source/${encodeURIComponent(one.id)}`) }, title);
    const kind = one.source === "digest" ? t("digestAlone") : t("original");
    const about = [kind, ...rest].flatMap((part) => [" · ", part]).slice(1);
    return element("li", {}, link, element("span", { class: "source" }, ...about));
  });
  byId("library").append(
    element("h2", {}, t("library", documents.length)),
    element("ul", {}, ...items, ...(documents.length > MAX_LISTED ? [element("li", {}, "…")] : [])),
  );
}

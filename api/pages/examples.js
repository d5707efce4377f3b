// Example questions, offered only where the library holds the documents that answer them.

import { element } from "./dom.js";
import { language, texts } from "./texts.js";

async function load(address) {
  const response = await fetch(address);
  return response.ok ? response.json() : null;
}

export async function offerExamples(place, ask) {
  const loaded = await Promise.all(
    ["/static/examples.json", "/static/example-documents.json", "/api/documents"].map(load),
  ).catch(() => [null]);
  if (loaded.includes(null)) return;
  const [examples, needed, { documents }] = loaded;
  const held = new Set(documents.map(({ id }) => id));
  if (!needed.every((id) => held.has(id))) return;
  const buttons = examples[language].map((question) => {
    const button = element("button", { type: "button" }, question);
    button.addEventListener("click", () => ask(question));
    return button;
  });
  place.append(element("p", {}, texts.examples), ...buttons);
}

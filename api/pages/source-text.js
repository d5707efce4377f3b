// The text of a source, built from what the server has cut: articles, headlines, the quotation, and
// what cleaning left out, which is in its place and shown on request.

import { element } from "./dom.js";
import { t } from "./source-texts.js";

export function articleId(n) {
  return `article-${n + 1}`;
}

// One section for each article, with loose pieces between them where text belongs to none.
export function textOf(segments, articles) {
  const parts = [];
  let current = null;
  let before = null;
  for (const segment of segments) {
    const n = segment.article ?? null;
    if (!current || current.n !== n) {
      current = { n, node: container(n, articles) };
      parts.push(current.node);
    }
    current.node.append(isGap(segment, before) ? element("span", { class: "gap" }, segment.text) : piece(segment));
    before = segment;
  }
  return parts;
}

function container(n, articles) {
  if (n === null) return element("div", { class: "loose" });
  const name = articles[n]?.headline || t("article", n + 1);
  return element("section", { id: articleId(n), class: "article", tabindex: "-1", "aria-label": name });
}

// The line ends behind what was left out go with it, else a list that is not shown leaves a hole.
function isGap({ text, role }, before) {
  return role === "text" && before?.role === "removed" && !text.trim();
}

function piece({ text, role, reason, heading }) {
  if (role === "quote") return element("mark", { id: "quotation", tabindex: "-1" }, text);
  if (role === "removed") {
    return element("span", { class: "removed", "data-reason": t("reasons")[reason] ?? reason }, text);
  }
  return heading ? element("span", { class: "headline", role: "heading", "aria-level": "2" }, text) : text;
}

// How often what was left out, most frequent first.
export function removalsOf(segments) {
  const counts = new Map();
  for (const { role, reason } of segments) {
    if (role === "removed") counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1]);
}

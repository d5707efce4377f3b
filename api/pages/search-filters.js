// The filters: made once the documents are known, set from the state and read into it.

import { byId, element, languageOf } from "./dom.js";
import { COUNTS, filterCount } from "./search-state.js";
import { dateOf } from "./sources.js";
import { t } from "./texts-staff.js";

const PARTS = ["furniture", "spillover"];

export function makeFilters(documents) {
  byId("filters").replaceChildren(
    group(t("documents"), ...documents.map(documentBox)),
    group(t("publishers"), ...publishersOf(documents).map(publisherBox)),
    group(t("dates"), dateField("from"), dateField("to"), element("p", { class: "note" }, t("dated"))),
    group(t("parts"), ...PARTS.map((part) => box("include", part, t(part)))),
    field(t("script"), scriptChoice(documents)),
    field(t("count"), choice("k", COUNTS.map((count) => [count, count]))),
    field(t("topic"), topicInput()),
    element("p", { id: "topic-hint", class: "note" }, t("topicHint")),
    element("button", { type: "reset", id: "clear" }, t("clear")),
  );
}

function group(name, ...children) {
  return element("fieldset", {}, element("legend", {}, name), ...children);
}

function field(name, control) {
  control.id = `filter-${control.name}`;
  return element("div", { class: "field" }, element("label", { for: control.id }, name), control);
}

function box(name, value, ...label) {
  const input = element("input", { type: "checkbox", name, value });
  return element("label", { class: "box" }, input, element("span", {}, ...label));
}

function documentBox(reference) {
  const title = element("span", { lang: languageOf(reference) }, reference.title);
  return box("document", reference.id, title, " ", element("small", {}, dateOf(reference)));
}

function publishersOf(documents) {
  return [...new Set(documents.map(({ publisher }) => publisher))];
}

function publisherBox(publisher) {
  const name = publisher ? element("span", { lang: "zh" }, publisher) : t("noPublisher");
  return box("publisher", publisher, name);
}

function dateField(name) {
  return field(t(name), element("input", { type: "date", name }));
}

function choice(name, options) {
  const made = options.map(([value, label]) => element("option", { value }, label));
  return element("select", { name }, ...made);
}

function scriptChoice(documents) {
  const scripts = [...new Set(documents.map(({ script }) => script))];
  return choice("script", [["", t("any")], ...scripts.map((script) => [script, t("scripts")[script]])]);
}

function topicInput() {
  const attributes = { autocomplete: "off", spellcheck: "false", "aria-describedby": "topic-hint" };
  return element("input", { type: "text", name: "topic", maxlength: "100", ...attributes });
}

export function setFilters(state) {
  for (const control of byId("filters").elements) {
    const { name, type } = control;
    if (type === "checkbox") control.checked = state[name].includes(control.value);
    else if (name) control.value = state[name];
  }
  tellFilters(state);
}

// What the form says, once it is there; the query stays as it is.
export function readFilters(state) {
  if (!byId("filters").elements.length) return state;
  const chosen = new FormData(byId("filters"));
  const read = { ...state };
  for (const name of ["document", "publisher", "include"]) read[name] = chosen.getAll(name);
  for (const name of ["from", "to", "script", "k", "topic"]) read[name] = (chosen.get(name) ?? "").trim();
  return read;
}

export function tellFilters(state) {
  const count = filterCount(state);
  byId("filters-label").textContent = t("filters", count);
  byId("clear")?.toggleAttribute("disabled", count === 0);
}

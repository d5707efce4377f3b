// Elements built from text alone: nothing from a document or question is ever parsed as HTML.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function button(label, onClick, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", () => onClick(made));
  return made;
}

export function byId(id) {
  return document.getElementById(id);
}

// How long the text of `field` may be, as the server has told the page, where it is longer:
// [its length, the most allowed], else null. The server counts characters after NFKC.
export function excessOf(field, text) {
  const count = [...text.trim().normalize("NFKC")].length;
  const most = Number(field.dataset.maxCharacters);
  return count > most ? [count, most] : null;
}

// Text that the server has cut, with the marked stretches in <mark>.
export function marked(segments) {
  return segments.map((piece) => (piece.mark ? element("mark", {}, piece.text) : piece.text));
}

const BLANK_LINES = /(\r?\n(?:[ \t\u3000]*\r?\n)+)/u;

// The same of a quotation, whose blank lines stand apart: they part its lines and take little room.
export function printed(segments) {
  return segments.flatMap((piece) =>
    piece.mark
      ? [element("mark", {}, piece.text)]
      : piece.text
          .split(BLANK_LINES)
          .map((text, at) => (at % 2 ? element("span", { class: "gap" }, text) : text)),
  );
}

const LANGUAGE_OF_SCRIPT = { Hans: "zh-Hans", Hant: "zh-Hant", Latn: "en", Cyrl: "ru" };

export function languageOf(reference) {
  return LANGUAGE_OF_SCRIPT[reference.script];
}

// Said politely by a screen reader. Replaced in one step, so that it is said once.
export function announce(...parts) {
  byId("announcement").replaceChildren(...parts);
}

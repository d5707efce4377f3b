"use strict";
// Fills a list when it is opened. Every text is set as text; nothing is fetched or kept.
{
  const FIRST = 25;
  const report = JSON.parse(document.getElementById("report").textContent);

  const make = (tag, className = "", ...children) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  const inLanguage = (element, language) => {
    if (language) element.lang = language;
    return element;
  };

  // Of Chinese texts: the script of the documents, and that of the answer, which is the question's.
  const printed = (detail) =>
    (detail.labels.printed ?? []).includes("Hant") ? "zh-Hant" : "zh-Hans";
  const answered = (detail) =>
    detail.language.startsWith("zh-") ? detail.language : printed(detail);

  const written = (tag, className, text, chinese) => {
    const language = /\p{Script=Han}/u.test(text) ? chinese
      : /\p{Script=Cyrillic}/u.test(text) ? "ru" : "";
    return inLanguage(make(tag, className, text), language);
  };

  const shortly = (value) => String(Math.round(value * 1000) / 1000);

  const items = (tag, texts, chinese) =>
    make(tag, "", ...texts.map((text) => written("li", "", text, chinese)));

  const foundPassage = (found, chinese) => {
    const passage = report.passages[found.passage];
    const mark = found.relevant ? make("span", "mark", "✓ relevant")
      : make("span", "mark no", "not relevant");
    return make("li", found.relevant ? "relevant" : "",
      written("span", "headline", passage.headline, chinese), mark,
      written("p", "", passage.text, "zh-Hans"));
  };

  const labelled = (topic) => Object.entries(topic.detail.labels)
    .filter(([, names]) => names.length)
    .map(([kind, names]) => `${kind} ${names.join(", ")}`);

  const shownParts = (topic) => {
    const { history, language, wanted, outcome, shown, found } = topic.detail;
    const [source, chinese] = [printed(topic.detail), answered(topic.detail)];
    const nothing = (text) => make("span", "small", text);
    return [
      ["asked before", history.length && items("ol", history, language || chinese)],
      ["wanted", wanted.length ? items("ul", wanted, chinese) : nothing("no answer: to be refused")],
      ["outcome", make("span", "", outcome || "answers were not measured")],
      ["shown", outcome && (shown.length ? items("ol", shown, chinese) : nothing("nothing"))],
      ["found", found.length ? make("ol", "found", ...found.map((one) => foundPassage(one, source))) : nothing("nothing")],
      ["values", make("span", "small", Object.entries(topic.values)
        .map(([name, value]) => `${name} ${shortly(value)}`).join(" · "))],
      ["topic", make("span", "small", [topic.id, ...labelled(topic)].join(" · "))],
    ].filter(([, body]) => body);
  };

  const detailOf = (topic) => {
    const list = make("dl", "detail");
    for (const [name, body] of shownParts(topic)) {
      list.append(make("dt", "", name), make("dd", "", body));
    }
    return list;
  };

  const entry = ([place, value, measure]) => {
    const topic = report.topics[place];
    const number = make("span", "value", shortly(value));
    const before = topic.before[measure];
    const was = before === undefined ? "" : make("span", "was", `was ${shortly(before)}`);
    if (!topic.detail) return make("li", "bare", number, make("span", "text", topic.id), was);
    const text = make("span", "text", topic.detail.question);
    inLanguage(text, topic.detail.language);
    const details = make("details", "", make("summary", "", number, text, was));
    details.addEventListener("toggle", () => details.append(detailOf(topic)), { once: true });
    return make("li", "", details);
  };

  const questions = (entries) => {
    const list = make("ol", "questions", ...entries.slice(0, FIRST).map(entry));
    if (entries.length <= FIRST) return [list];
    const more = make("button", "more", `Show all ${entries.length}`);
    more.addEventListener("click", () => {
      list.append(...entries.slice(FIRST).map(entry));
      more.remove();
    });
    return [list, more];
  };

  const valued = (measure, among) => (report.lists[measure] ?? [])
    .filter((place) => !among || among.has(place))
    .map((place) => [place, report.topics[place].values[measure], measure]);

  const fillFigure = (cell, measure) => {
    if (measure in report.lists) return cell.append(...questions(valued(measure)));
    return cell.append(
      make("h4", "", "To be answered, the least confident first"), ...questions(report.answerable),
      make("h4", "", "To be refused, the most confident first"), ...questions(report.unanswerable),
    );
  };

  const fillSlice = (cell, wanted) => {
    const among = new Set(report.members[cell.dataset.kind][cell.dataset.slice]);
    const row = cell.parentElement.previousElementSibling;
    const measures = [...row.querySelectorAll("td[data-measure]:not(.empty)")]
      .map((one) => one.dataset.measure);
    const choose = (measure) => {
      const chooser = make("div", "chooser", ...measures.map((name) => {
        const button = make("button", "", name);
        button.setAttribute("aria-pressed", String(name === measure));
        button.addEventListener("click", () => {
          choose(name);
          cell.querySelector("[aria-pressed=true]").focus();
        });
        return button;
      }));
      chooser.setAttribute("role", "group");
      chooser.setAttribute("aria-label", "Measure");
      cell.replaceChildren(chooser, ...questions(valued(measure, among)));
    };
    choose(wanted ?? measures[0]);
  };

  const open = (button, measure) => {
    const row = document.getElementById(button.getAttribute("aria-controls"));
    const cell = row.firstElementChild;
    if (cell.dataset.figure) {
      if (!cell.querySelector(".questions")) fillFigure(cell, cell.dataset.figure);
    } else if (measure || !cell.hasChildNodes()) {
      fillSlice(cell, measure);
    }
    row.hidden = false;
    button.setAttribute("aria-expanded", "true");
  };

  for (const button of document.querySelectorAll("button[aria-controls]")) {
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-expanded") === "false") return open(button);
      document.getElementById(button.getAttribute("aria-controls")).hidden = true;
      return button.setAttribute("aria-expanded", "false");
    });
    const row = button.closest("tr");
    row.classList.add("clickable");
    // A pointer may also pick a measure by its bar; the keyboard has the chooser.
    for (const cell of row.querySelectorAll("td[data-measure]:not(.empty)")) {
      cell.addEventListener("click", () => open(button, cell.dataset.measure));
    }
  }
}

// Beside the text: its articles, the script it is shown in, and what cleaning left out.

import { byId, element } from "./dom.js";
import { articleId } from "./source-text.js";
import { t } from "./source-texts.js";

const SCRIPTS = ["", "Hans", "Hant"];

export function showContents(articles, lang) {
  if (articles.length < 2) return;
  const items = articles.map(({ headline, author }, n) =>
    element(
      "li",
      {},
      element("a", { href: `#${articleId(n)}`, ...(headline && { lang }) }, headline || t("untitled", n + 1)),
      ...(author ? [element("small", { lang }, ` ${author}`)] : []),
    ),
  );
  byId("contents").setAttribute("aria-label", t("contents"));
  byId("contents").replaceChildren(element("ol", {}, ...items));
}

// `onScript` and `onRemoved` are told what the reader chose.
export function showControls(state, { isChinese, removals }, { onScript, onRemoved }) {
  const parts = [];
  if (isChinese) parts.push(scriptSwitch(state.script, onScript));
  if (removals.length) parts.push(removedSwitch(state.removed, removals, onRemoved));
  byId("controls").replaceChildren(...parts);
}

function scriptSwitch(chosen, onScript) {
  const names = [t("asPrinted"), t("inHans"), t("inHant")];
  const spoken = [null, t("inHansFull"), t("inHantFull")];
  const choices = SCRIPTS.map((script, n) => {
    const input = element("input", {
      type: "radio",
      name: "script",
      value: script,
      "aria-label": spoken[n],
      lang: spoken[n] && `zh-${script}`,
      checked: script === chosen && "",
    });
    input.addEventListener("change", () => onScript(script));
    return element("label", {}, input, element("span", { lang: script && `zh-${script}` }, names[n]));
  });
  return element("fieldset", { class: "scripts" }, element("legend", {}, t("shownIn")), ...choices);
}

function removedSwitch(shown, removals, onRemoved) {
  const total = removals.reduce((sum, [, count]) => sum + count, 0);
  const reasons = removals.map(([reason, count]) => t("reasonCount", t("reasons")[reason] ?? reason, count));
  const input = element("input", { type: "checkbox", id: "removed", "aria-describedby": "reasons", checked: shown && "" });
  input.addEventListener("change", () => onRemoved(input.checked));
  return element(
    "div",
    { class: "removals" },
    element("label", {}, input, element("span", {}, t("removedToggle", total))),
    element("p", { id: "reasons", class: "note" }, reasons.join(t("comma"))),
  );
}

// The keyboard: "/" to the box, arrows through the hits, + and - to judge the one in focus.

import { byId } from "./dom.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
const VERDICTS = { "+": "relevant", "-": "irrelevant" };

// Keys that choose a candidate while Chinese is being composed are not for the page (229: Safari).
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

export function listenToKeys() {
  addEventListener("keydown", (event) => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const hit = event.target.closest?.(".hit");
    if (event.key === "/" && !isTyping(event.target)) focusQuery(event);
    else if (event.target === byId("query")) fromQuery(event);
    else if (hit && event.key in STEPS) step(event, hit);
    else if (hit && event.key in VERDICTS) {
      event.preventDefault();
      hit.querySelector(`[data-verdict="${VERDICTS[event.key]}"]`).click();
    }
  });
}

function isTyping(target) {
  return target.matches("textarea, select, input:not([type=checkbox])");
}

function focusQuery(event) {
  event.preventDefault();
  byId("query").focus();
  byId("query").select();
}

function links() {
  return [...byId("hits").querySelectorAll(".to-source")];
}

function fromQuery(event) {
  if (event.key !== "ArrowDown" || !links().length) return;
  event.preventDefault();
  links()[0].focus();
}

// Above the first hit stands the box.
function step(event, hit) {
  const all = links();
  const to = all.indexOf(hit.querySelector(".to-source")) + STEPS[event.key];
  event.preventDefault();
  if (to < 0 && event.key === "ArrowUp") byId("query").focus();
  else all[Math.min(Math.max(to, 0), all.length - 1)].focus();
}

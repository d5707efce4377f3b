// The box for questions: what Enter does in it, how long a question may be, sending and stopping.

import { announce, byId, excessOf } from "./dom.js";
import { texts } from "./texts.js";

let busy = false;
let tooLong = false;
let held = false; // what stands in the box is asked when the answer under way has come

export function prepareComposer(onSend, onStop) {
  byId("question-label").textContent = texts.question;
  byId("question").placeholder = texts.placeholder;
  byId("send").textContent = texts.send;
  byId("stop").textContent = texts.stop;
  byId("machine").textContent = texts.machine;
  byId("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!tooLong) onSend(typed());
  });
  byId("question").addEventListener("keydown", sendOnEnter);
  byId("question").addEventListener("input", refresh);
  byId("stop").addEventListener("click", onStop);
  addEventListener(
    "keydown",
    ({ key, isComposing }) => key === "Escape" && !isComposing && busy && onStop(),
  );
}

// While Chinese is being composed, Enter chooses a candidate: it must not send (229: Safari).
function sendOnEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  if (!tooLong && (!busy || typed())) byId("ask").requestSubmit();
}

export function typed() {
  return byId("question").value.trim();
}

function refresh() {
  const excess = excessOf(byId("question"), byId("question").value);
  const before = tooLong;
  tooLong = excess !== null;
  byId("limit").textContent = tooLong ? texts.tooLong(...excess) : held ? texts.held : "";
  byId("limit").classList.toggle("held", !tooLong && held);
  if (tooLong && !before) announce(byId("limit").textContent);
  byId("question").setAttribute("aria-invalid", String(tooLong));
  byId("send").disabled = tooLong || busy;
}

export function setBusy(now) {
  busy = now;
  const focused = [byId("send"), byId("stop")].includes(document.activeElement);
  byId("send").hidden = now;
  byId("stop").hidden = !now;
  if (focused) byId(now ? "stop" : "send").focus({ preventScroll: true });
  refresh();
}

export function hold(now) {
  if (now && !held) announce(texts.held);
  held = now;
  refresh();
}

export function fill(question) {
  byId("question").value = question;
  refresh();
}

// On a touch screen a focused box would bring up the keyboard, over the answer.
export function invite() {
  if (matchMedia("(pointer: fine)").matches) byId("question").focus({ preventScroll: true });
}

// What readers think of an answer or a passage, with their reason, sent to POST /api/feedback: once,
// also when the page was loaded again meanwhile.

import { keepJudged } from "./conversation.js";
import { announce, button, element } from "./dom.js";

const MAX_REASON_CHARACTERS = 900; // the server takes 1000, with the chosen reason before them

async function send({ question, history = [], body }, verdict) {
  const understood_as = history.length ? (body.understood_as ?? question) : null;
  const response = await fetch("/api/feedback", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question, history, understood_as, ...verdict }),
  });
  if (!response.ok) throw new Error(`feedback was refused: ${response.status}`);
}

export function thanks(words) {
  return element("span", { class: "thanks", tabindex: "-1" }, words.thanks);
}

// Sends, and puts thanks in the place of `asked`; where it fails, the reader may try again.
export async function judge(asked, words, exchange, verdict) {
  if (asked.hasAttribute("aria-busy")) return;
  asked.setAttribute("aria-busy", "true");
  try {
    await send(exchange, verdict);
  } catch (error) {
    console.error(error);
    regret(asked, words);
    return;
  } finally {
    asked.removeAttribute("aria-busy");
  }
  keepJudged(exchange, verdict.passage_id);
  announce(words.thanks);
  const held = asked.contains(document.activeElement);
  const said = thanks(words);
  regrets(asked)?.remove();
  asked.replaceWith(said);
  if (held) said.focus({ preventScroll: true });
}

function regrets(asked) {
  const after = asked.nextElementSibling;
  return after?.matches(".failure") ? after : null;
}

function regret(asked, words) {
  if (!regrets(asked)) asked.after(element("span", { class: "failure" }, words.feedbackFailed));
  announce(words.feedbackFailed);
}

// Opens the form for reasons beside the verdicts, or closes it.
export function complaint(verdicts, opener, words, exchange) {
  const open = verdicts.querySelector("form");
  opener.setAttribute("aria-expanded", String(!open));
  if (open) {
    open.remove();
    opener.focus();
    return;
  }
  const form = formOf(words, () => complaint(verdicts, opener, words, exchange));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    judge(verdicts, words, exchange, { verdict: "bad", ...reasonOf(form) });
  });
  verdicts.append(form);
  form.querySelector("input").focus();
}

function formOf(words, close) {
  const reasons = Object.entries(words.reasons).map(([value, label]) =>
    element("label", {}, element("input", { type: "radio", name: "reason", value }), " ", label),
  );
  const own = element("textarea", { name: "own", rows: 2, maxlength: MAX_REASON_CHARACTERS });
  return element(
    "form",
    { class: "reasons", "aria-label": words.whatIsWrong },
    element("fieldset", {}, element("legend", {}, words.whatIsWrong), ...reasons),
    element("label", { class: "own" }, words.inYourWords, own),
    element(
      "div",
      { class: "buttons" },
      element("button", { type: "submit" }, words.sendFeedback),
      button(words.cancel, close),
    ),
  );
}

// The reason goes out in English whatever the page's language, so that staff can count it.
function reasonOf(form) {
  const given = new FormData(form);
  const reason = [given.get("reason"), given.get("own").trim()].filter(Boolean).join(": ");
  return reason ? { reason } : {};
}

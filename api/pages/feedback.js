// What readers think of an answer or a passage, with their reason, sent to POST /api/feedback.

import { announce, button, element } from "./dom.js";

const MAX_REASON_CHARACTERS = 900; // the server takes 1000, with the chosen reason before them

async function send(verdict) {
  const response = await fetch("/api/feedback", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(verdict),
  });
  if (!response.ok) throw new Error(`feedback was refused: ${response.status}`);
}

// Sends, and puts thanks, or what went wrong, in the place of `asked`.
export async function judge(asked, words, verdict) {
  const said = element("span", { class: "thanks", tabindex: "-1" }, words.thanks);
  try {
    await send(verdict);
  } catch (error) {
    console.error(error);
    said.textContent = words.feedbackFailed;
    said.className = "failure";
  }
  announce(said.textContent);
  const held = asked.contains(document.activeElement);
  asked.replaceWith(said);
  if (held) said.focus({ preventScroll: true });
}

// Opens the form for reasons beside the verdicts, or closes it.
export function complaint(verdicts, opener, words, question) {
  const open = verdicts.querySelector("form");
  opener.setAttribute("aria-expanded", String(!open));
  if (open) {
    open.remove();
    opener.focus();
    return;
  }
  const form = formOf(words, () => complaint(verdicts, opener, words, question));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    judge(verdicts, words, { question, verdict: "bad", ...reasonOf(form) });
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

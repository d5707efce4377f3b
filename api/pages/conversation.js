// The exchanges of this tab, kept so that the source page, a reload and another language lose none.
// Each is {question, after, history, body, judged}: `after` are the earlier questions that a link
// takes along, `history` what was sent along, `body` is what the server sent as text; the page
// renders it as it renders a fresh answer. `judged` names what the reader has said something of.

const KEY = "forumqa.conversation";
const ANSWER = "answer"; // as opposed to the id of a passage
const MAX_EXCHANGES = 20;
const MAX_TURNS = 4;
const MAX_ANSWER_CHARACTERS = 300;

let exchanges = stored();

// Storage may be switched off or hold another version's entries: then the conversation starts empty.
function stored() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function store() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(exchanges));
  } catch {
    // Full or switched off: the conversation lasts as long as the page.
  }
}

export function conversation() {
  return exchanges;
}

export function remember(exchange) {
  exchanges = [...exchanges, exchange].slice(-MAX_EXCHANGES);
  store();
}

// The reader has judged the answer of `exchange`, or the passage `id` beneath it.
export function keepJudged(exchange, id = ANSWER) {
  exchange.judged = [...(exchange.judged ?? []), id];
  store();
}

export function isJudged({ judged = [] }, id = ANSWER) {
  return judged.includes(id);
}

export function forget() {
  exchanges = [];
  store();
}

// The last turns as a request's `history`; a conversation that a link opened goes on from what it follows.
export function turns() {
  const [first] = exchanges;
  const before = (first?.after ?? []).map((question) => ({ question, answer: "" }));
  const asked = exchanges.map(({ question, body }) => ({
    question,
    answer: [...body.answer].slice(0, MAX_ANSWER_CHARACTERS).join(""),
  }));
  return [...before, ...asked].slice(-MAX_TURNS);
}

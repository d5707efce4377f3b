// A link to an answer: the question stands in the fragment, which no server ever sees. A follow-up
// takes along the questions that it may lean on: #q=the question&after=one before&after=…

const MAX_EARLIER = 2; // the server looks no further back (answer/conversation.py)

export function earlierOf(history) {
  return history.map(({ question }) => question).slice(-MAX_EARLIER);
}

export function fragmentOf({ question, after }) {
  return new URLSearchParams([["q", question], ...after.map((earlier) => ["after", earlier])]);
}

export function linkTo(exchange) {
  return `${location.origin}${location.pathname}#${fragmentOf(exchange)}`;
}

// {question, after} that the address asks for, or null.
export function linked() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const question = fragment.get("q")?.trim();
  return question ? { question, after: fragment.getAll("after").slice(-MAX_EARLIER) } : null;
}

export function showInAddress(exchange) {
  const fragment = exchange ? `#${fragmentOf(exchange)}` : "";
  history.replaceState(history.state, "", `${location.pathname}${location.search}${fragment}`);
}

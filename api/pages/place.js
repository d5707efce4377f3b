// Where the reader was in the conversation: for the way back from a source, the Back button and a
// reload. The browser returns there by itself, but to a page that is still without its answers.

const KEY = "forumqa.place";
const RETURNING = "forumqa.returning"; // set on the way back from a source

// `count` tells how many exchanges the page shows: with another number the place means nothing.
export function keepPlace(count) {
  history.scrollRestoration = "manual";
  addEventListener("pagehide", () => keep(KEY, JSON.stringify({ y: scrollY, count: count() })));
}

export function returnToPlace() {
  keep(RETURNING, "yes");
}

// How far down the page the reader was, or null where this is no way back.
export function placeLeft(count) {
  const [kept, returning] = [taken(KEY), taken(RETURNING)];
  const fresh = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  return kept && kept.count === count && (returning || !fresh) ? kept.y : null;
}

function keep(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Full or switched off: then a way back leads to the newest answer.
  }
}

// Storage may be switched off or hold another version's place: then there is none.
function taken(key) {
  try {
    const value = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return key === KEY ? JSON.parse(value) : value;
  } catch {
    return null;
  }
}

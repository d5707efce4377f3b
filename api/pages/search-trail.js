// The hits of the last search in this tab, in their order, for the source viewer's way from one to
// the next. They stay in the tab: a query is nothing for an address that others may log.

const KEY = "forumqa.search";

export function keepTrail(back, hits) {
  const places = hits.map(({ document: { id }, start, end }) => ({ id, start, end }));
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ back, places }));
  } catch {
    // Full or switched off: the viewer then shows no way on.
  }
}

export function keptTrail() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

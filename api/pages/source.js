// A source's whole text: the quotation marked and scrolled to, its articles, its script.

import { announce, byId, element, languageOf } from "./dom.js";
import { address, dress, language } from "./language.js";
import { removalsOf, textOf } from "./source-text.js";
import { t } from "./source-texts.js";
import { showContents, showControls } from "./source-tools.js";
import { showTrail } from "./source-trail.js";
import { dateOf } from "./sources.js";
import { texts } from "./texts.js";

const parameters = new URLSearchParams(location.search);
const id = location.pathname.split("/").at(-1); // as it is encoded in the address
const state = {
  start: parameters.get("start"),
  end: parameters.get("end"),
  script: ["Hans", "Hant"].includes(parameters.get("script")) ? parameters.get("script") : "",
  removed: parameters.has("removed"),
};
let about = null;

async function show() {
  dress(texts.title, byId("languages"));
  byId("title").textContent = texts.title; // until the source has told its own
  byId("home").textContent = texts.home;
  byId("home").href = address("/");
  byId("panel").open = matchMedia("(min-width: 62em)").matches;
  announce(t("loading"));
  const responses = await Promise.all([fetch(`/api/documents/${id}/about`), fetchView()]);
  if (!responses[0].ok) {
    tellFailure(responses[0].status === 404);
    return;
  }
  about = await responses[0].json();
  name();
  await showView(responses[1]);
  arrive();
}

function tellFailure(isMissing) {
  announce(isMissing ? texts.missingWhy : texts.unreachable);
  if (!isMissing) return;
  document.title = texts.missing;
  byId("title").textContent = texts.missing;
  const library = element("a", { href: `${address("/")}#library` }, texts.documents);
  byId("text").replaceChildren(element("p", {}, library));
}

function fetchView() {
  const wanted = new URLSearchParams();
  for (const key of ["start", "end", "script"]) if (state[key]) wanted.set(key, state[key]);
  return fetch(`/api/documents/${id}/view?${wanted}`);
}

function name() {
  const lang = languageOf(about);
  document.title = about.title;
  byId("title").textContent = about.title;
  byId("title").lang = lang;
  const publisher = about.publisher ? [element("span", { lang }, about.publisher), " · "] : [];
  const date = element("time", { datetime: about.date || null }, dateOf(about));
  const author = about.author ? [" · ", t("by", about.author)] : [];
  byId("about").replaceChildren(...publisher, date, ...author);
  const isDigest = about.source === "digest";
  byId("whose").classList.toggle("is-digest", isDigest);
  byId("whose").textContent = t(isDigest ? "digestNote" : "originalNote");
  if (about.date_inferred) byId("whose").append(language.startsWith("zh") ? "" : " ", t("dateInferred"));
}

async function showView(response) {
  let view = response;
  announce();
  if (view.status === 422) {
    // The address names no place of this text: all of it is still better than nothing.
    state.start = state.end = null;
    view = await fetchView();
    announce(t("badSpan"));
  }
  if (!view.ok) throw new Error(`the view answered ${view.status}`);
  fill(await view.json());
}

function fill(segments) {
  const lang = state.script ? `zh-${state.script}` : languageOf(about);
  byId("text").lang = lang;
  byId("text").classList.toggle("with-removed", state.removed);
  byId("text").replaceChildren(...textOf(segments, about.articles));
  byId("converted").hidden = !segments.some(({ converted }) => converted);
  byId("converted").textContent = t("converted");
  showTools(segments);
}

function showTools(segments) {
  const facts = { isChinese: languageOf(about).startsWith("zh"), removals: removalsOf(segments) };
  const hasContents = about.articles.length > 1;
  byId("tools").hidden = !(hasContents || facts.isChinese || facts.removals.length);
  byId("panel-label").textContent = hasContents ? t("panel") : t("display");
  if (byId("controls").hasChildNodes()) return;
  showContents(about.articles, languageOf(about));
  showControls(state, facts, {
    onScript: (script) => convert(script).catch(() => announce(texts.unreachable)),
    onRemoved: (shown) => {
      keep({ removed: shown });
      byId("text").classList.toggle("with-removed", shown);
    },
  });
}

// The choices stand in the address, so that they last over a reload and can be passed on.
function keep(chosen) {
  Object.assign(state, chosen);
  const now = new URLSearchParams(location.search);
  now.delete("script");
  now.delete("removed");
  for (const [key, value] of Object.entries(kept())) now.set(key, value);
  history.replaceState(history.state, "", `?${now}${location.hash}`);
  offerTrail();
}

function kept() {
  return { ...(state.script && { script: state.script }), ...(state.removed && { removed: "1" }) };
}

// Converted text has as many characters, so the reader stays where they were.
async function convert(script) {
  keep({ script });
  const view = await fetchView();
  if (!view.ok) throw new Error(`the view answered ${view.status}`);
  if (state.script === script) fill(await view.json());
}

function offerTrail() {
  byId("trail").replaceChildren();
  const here = { id: about.id, start: state.start, end: state.end };
  showTrail(parameters.get("from"), here, kept());
}

function arrive() {
  offerTrail();
  const goal = byId("quotation") ?? (location.hash ? byId(location.hash.slice(1)) : null);
  if (!goal) return;
  const isLong = goal.getBoundingClientRect().height > innerHeight * 0.7;
  goal.scrollIntoView({ block: isLong ? "start" : "center", behavior: "instant" });
  goal.focus({ preventScroll: true });
}

show().catch(() => announce(texts.unreachable));

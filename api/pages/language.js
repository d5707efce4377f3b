// The language of the interface, for every page. What a page uses:
//
//   language              "zh-Hans" | "zh-Hant" | "en" | "ru": ?lang= decides, else the browser
//   translator(table)     t(key, ...values) over a page's own {tag: {key: text or function}}
//   inLanguage(table, tag)  the texts of `tag`, or of the page's language where `tag` is unknown
//   address(path, values) a path of this server with ?lang= and whatever else it carries
//   languageSwitch()      <nav> with a link to this page in each language, fragment kept
//   dress(title, place)   set <html lang>, the title and ?lang=, and put the switch into `place`
//
// Texts that several pages share are in texts.js, which exports its own `t`.

const NAMES = { "zh-Hans": "简体", "zh-Hant": "繁體", en: "English", ru: "Русский" };
const SWITCH_LABELS = { "zh-Hans": "语言", "zh-Hant": "語言", en: "Language", ru: "Язык" };
const TRADITIONAL = /^zh\b.*-(hant|tw|hk|mo)\b/i;

function chosen() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (Object.hasOwn(NAMES, asked)) return asked;
  for (const tag of navigator.languages) {
    if (TRADITIONAL.test(tag)) return "zh-Hant";
    if (/^zh\b/i.test(tag)) return "zh-Hans";
    const primary = tag.split("-")[0].toLowerCase();
    if (primary === "en" || primary === "ru") return primary;
  }
  return "zh-Hans";
}

export const language = chosen();

export function inLanguage(table, tag) {
  return table[tag] ?? table[language];
}

export function translator(table) {
  const texts = table[language];
  return (key, ...values) =>
    typeof texts[key] === "function" ? texts[key](...values) : texts[key];
}

export function address(path, values = {}) {
  return `${path}?${new URLSearchParams({ ...values, lang: language })}`;
}

function addressIn(tag) {
  const parameters = new URLSearchParams(location.search);
  parameters.set("lang", tag);
  return `?${parameters}${location.hash}`;
}

export function languageSwitch() {
  const nav = document.createElement("nav");
  nav.className = "languages";
  nav.setAttribute("aria-label", SWITCH_LABELS[language]);
  for (const [tag, name] of Object.entries(NAMES)) {
    const link = document.createElement("a");
    link.lang = link.hreflang = tag;
    link.textContent = name;
    link.href = addressIn(tag);
    // The page's state may have moved on in the address since.
    link.addEventListener("click", () => (link.href = addressIn(tag)));
    if (tag === language) link.setAttribute("aria-current", "true");
    nav.append(link);
  }
  return nav;
}

export function dress(title, place) {
  document.documentElement.lang = language;
  document.title = title;
  history.replaceState(history.state, "", addressIn(language));
  const made = languageSwitch();
  if (place.tagName === "NAV") {
    place.setAttribute("aria-label", made.getAttribute("aria-label"));
    place.replaceChildren(...made.children);
  } else {
    place.replaceChildren(made);
  }
}

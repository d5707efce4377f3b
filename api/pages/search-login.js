// Staff show their token once; the cookie that comes back opens the page that was wanted.

import { byId } from "./dom.js";
import { address, dress } from "./language.js";
import { texts } from "./texts.js";
import { t } from "./texts-staff.js";

const TRIED = "forumqa.staff.tried";

function prepare() {
  dress(t("signInTitle"), byId("languages"));
  byId("title").textContent = texts.searchTitle;
  byId("home").textContent = texts.home;
  byId("home").href = address("/");
  byId("note").textContent = t("signInNote");
  byId("token-label").textContent = t("token");
  byId("send").textContent = t("signIn");
  byId("login").addEventListener("submit", (event) => {
    event.preventDefault();
    signIn().catch(() => say(texts.unreachable));
  });
  byId("send").disabled = false; // before this, Enter would send the form and lose the address
  openIfSignedIn();
}

function say(message) {
  byId("problem").textContent = message;
}

async function signIn() {
  say("");
  const response = await fetch("/api/staff", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token: byId("token").value }),
  });
  if (response.ok) {
    location.replace(location.href);
    return;
  }
  say(response.status === 401 ? t("tokenWrong") : texts.unreachable);
  byId("token").select();
}

// A link in a mail brings the browser here without its cookie (SameSite=Strict); this page has it.
async function openIfSignedIn() {
  const response = await fetch("/api/staff").catch(() => null);
  const state = response?.ok ? await response.json() : {};
  if (!state.signed_in || sessionStorage.getItem(TRIED) === location.href) return;
  sessionStorage.setItem(TRIED, location.href);
  location.replace(location.href);
}

prepare();

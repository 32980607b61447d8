// What pages do besides, where scripts run: GOV.UK's and the Ministry of Justice's behaviours, drafts that save
// themselves, and the keys of My work. Every page works without it.
import { initAll as startGovuk } from "./govuk-frontend.min.js";
import { initAll as startMoj } from "./moj-frontend.min.js";
import { startVisitsWithoutSignal } from "./no-signal.client.js";

startGovuk();
startMoj();
for (const radio of document.querySelectorAll("input[type=radio][aria-expanded]")) dropExpanded(radio);
for (const form of document.querySelectorAll("form[data-draft-at]")) saveDraftsOf(form);
for (const list of document.querySelectorAll("[data-work-list]")) moveByKeysIn(list);
rememberKeysOfForms();
startVisitsWithoutSignal();
// Only the pages with a map load what moves it.
if (document.querySelector("[data-visit-map]")) import("./visit-map.client.js");

/** GOV.UK's script says of a radio that it is expanded, which ARIA knows only of checkboxes and buttons. */
function dropExpanded(radio) {
  const drop = () => radio.removeAttribute("aria-expanded");
  drop();
  new MutationObserver(() => radio.hasAttribute("aria-expanded") && drop()).observe(radio, {
    attributes: true,
  });
}

/**
 * Keeps with this step of the browser's history which keys the page's forms had. Whoever comes back to it gets the page with new keys and
 * what was typed: the old ones go along, so that the same words are not kept twice, whatever was recorded since.
 */
function rememberKeysOfForms() {
  const kept = history.state?.keys ?? {};
  const keys = {};
  for (const once of document.querySelectorAll("form[method=post] > input[name=_once]")) {
    const action = once.form.getAttribute("action");
    const before = kept[action] ?? [];
    if (before.length > 0) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "_before" });
      field.value = before.join(" ");
      once.after(field);
    }
    keys[action] = [once.value, ...(keys[action] ?? []), ...before].slice(0, 5);
  }
  history.replaceState({ ...history.state, keys }, "");
}

/** Posts what is typed into a form to its draft address, a moment after the typing stops and when the page is left. */
function saveDraftsOf(form) {
  const said = form.querySelector("[data-saved]");
  let waiting;
  let unsaved = false;

  const save = async () => {
    clearTimeout(waiting);
    if (!unsaved) return;
    unsaved = false;
    try {
      const answer = await fetch(form.dataset.draftAt, {
        method: "POST",
        body: new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")),
        headers: { "x-requested-with": "keepsight" },
        // Lets the last words arrive although the page is gone.
        keepalive: true,
      });
      if (answer.status === 401) {
        unsaved = true;
        said.textContent =
          "You have been signed out. Sign in again in another tab and go on here: nothing is lost.";
      } else if (answer.ok) {
        said.textContent = `Saved at ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
      } else throw new Error(`The draft was answered with ${answer.status}`);
    } catch {
      unsaved = true;
      said.textContent = "Not saved yet. Trying again.";
      waiting = setTimeout(save, 15_000);
    }
  };

  form.addEventListener("input", () => {
    unsaved = true;
    clearTimeout(waiting);
    waiting = setTimeout(save, 2_000);
  });
  // Sent, the form is no draft any more.
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    unsaved = false;
  });
  addEventListener("pagehide", save);
}

/** Up and down go from step to step across all lists of the page; right and left open and close the row. */
function moveByKeysIn(list) {
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-work-row]");
    if (
      !row ||
      event.ctrlKey ||
      event.altKey ||
      event.metaKey ||
      event.target.matches("input, select, textarea")
    )
      return;
    const rows = [...document.querySelectorAll("[data-work-row]")];
    const move = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const open = { ArrowLeft: false, ArrowRight: true }[event.key];
    if (move) rows[rows.indexOf(row) + move]?.querySelector("a")?.focus();
    const details = row.querySelector("details");
    if (open !== undefined && details) details.open = open;
    if (move || open !== undefined) event.preventDefault();
  });
}

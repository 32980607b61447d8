// Visits that are recorded where there is no signal: kept on the phone, encrypted, for two days at most, and sent by the person
// who filled them in once there is signal. The form's own key makes one that is sent twice one fact, and the version that the
// visitor had seen keeps it from going over what somebody else recorded meanwhile.

const hoursKept = 48;
const storeName = "keepsight-no-signal";
/** Browsers keep keys and encrypt only on a page that came safely. */
const canKeep = globalThis.isSecureContext && "indexedDB" in globalThis && "serviceWorker" in navigator;

/** On pages of somebody who visits: remembers which visits are owed, and sends what waits. */
export async function startVisitsWithoutSignal() {
  const visitor = document.querySelector("[data-visitor]");
  const blank = document.querySelector("form[data-visit-without-signal]");
  if (!canKeep || !(visitor || blank)) return;
  await forgetOld();
  for (const form of document.querySelectorAll("form[data-visitor]")) keepUnlessSent(form);
  if (blank) await startBlank(blank);
  if (!visitor) return;
  navigator.serviceWorker.register("/no-signal-worker.js").catch(() => {});
  if (visitor.dataset.visits) await remember(visitor.dataset.visitor, JSON.parse(visitor.dataset.visits));
  const csrf = visitor.dataset.csrf ?? visitor.elements._csrf.value;
  const sendOwn = () => sendAll(visitor.dataset.visitor, csrf);
  addEventListener("online", sendOwn);
  await sendOwn();
}

// The store: one key that cannot be read out, what each form said, and which visits are owed.

function opened() {
  return new Promise((done, failed) => {
    const asking = indexedDB.open(storeName, 1);
    asking.onupgradeneeded = () => {
      asking.result.createObjectStore("keys");
      asking.result.createObjectStore("kept", { keyPath: "id" });
    };
    asking.onsuccess = () => done(asking.result);
    asking.onerror = () => failed(asking.error);
  });
}

async function inStore(name, mode, ask) {
  const store = await opened();
  try {
    return await new Promise((done, failed) => {
      const asking = ask(store.transaction(name, mode).objectStore(name));
      asking.onsuccess = () => done(asking.result);
      asking.onerror = () => failed(asking.error);
    });
  } finally {
    store.close();
  }
}

async function keyOfPhone() {
  const known = await inStore("keys", "readonly", (keys) => keys.get("phone"));
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  // Another tab may have made one in between: the first stands.
  await inStore("keys", "readwrite", (keys) => keys.add(made, "phone")).catch(() => {});
  return inStore("keys", "readonly", (keys) => keys.get("phone"));
}

async function keep(id, content) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOfPhone(), bytes);
  const until = Date.now() + hoursKept * 3_600_000;
  await inStore("kept", "readwrite", (kept) => kept.put({ id, until, iv, box }));
  return until;
}

async function contentOf({ iv, box }) {
  const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await keyOfPhone(), box);
  return JSON.parse(new TextDecoder().decode(bytes));
}

const forget = (id) => inStore("kept", "readwrite", (kept) => kept.delete(id));
const everything = () => inStore("kept", "readonly", (kept) => kept.getAll());

async function forgetOld() {
  const old = (await everything()).filter(({ until }) => until < Date.now());
  for (const { id } of old) await forget(id);
  if (old.some(({ id }) => id !== "owed"))
    tell(
      "A visit was not sent in time",
      `What you wrote without signal was kept for ${hoursKept} hours, as long as it may be, and is deleted. Record the visit again.`,
    );
}

const remember = (visitor, visits) => keep("owed", { visitor, visits });

async function owed() {
  const known = (await everything()).find(({ id }) => id === "owed");
  return known ? contentOf(known) : { visitor: "", visits: [] };
}

// Filling in.

/** An ordinary form of a visit: sent as it is where there is signal, else kept. */
function keepUnlessSent(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await hasSignal()) return HTMLFormElement.prototype.submit.call(form);
    const { visitor, draftAt } = form.dataset;
    await keepForm({ visitor, draftAt, path: new URL(form.action).pathname, fields: fieldsOf(form) });
  });
}

/** The form on the page that opens by itself without signal: the visits owed are those seen when there last was some. */
async function startBlank(form) {
  const { visitor, visits } = await owed();
  for (const { reference, seen } of visits) {
    const option = new Option(reference, reference);
    option.dataset.seen = seen;
    form.elements.reference.append(option);
  }
  setNow(form);
  // Pressed twice, it is one visit.
  let once = crypto.randomUUID();
  let touched = false;
  form.addEventListener("input", () => {
    touched = true;
  });
  // A phone says that it is online before anything gets through.
  const looking = setInterval(async () => {
    if (!(await hasSignal())) return;
    clearInterval(looking);
    if (touched)
      tell("There is signal again", "Keep what you have written, and then", "/my-visits", "open My visits");
    else location.assign("/my-visits");
  }, 3_000);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = fieldsOf(form);
    const said = Object.fromEntries(fields);
    const missing = whatIsMissing(said);
    if (missing) return tell("There is a problem", missing);
    const { seen } = form.elements.reference.selectedOptions[0].dataset;
    const path = `/cases/${said.reference}/visits/outcome/${said.found}`;
    const sent = fields.filter(([name]) => name !== "reference" && name !== "found");
    const draftAt = `/drafts/visit-${said.found}/${said.reference}`;
    await keepForm({ visitor, draftAt, path, fields: [...sent, ["_once", once], ["_seen", seen]] });
    once = crypto.randomUUID();
    form.reset();
    // GOV.UK's radios fold their further questions away when a page is shown.
    dispatchEvent(new Event("pageshow"));
    setNow(form);
    touched = false;
  });
}

function whatIsMissing({ reference, found, card, where, time }) {
  if (!reference) return "Choose which visit it was. If it is not in the list, note it on paper.";
  if (!found) return "Choose what you found.";
  if (found === "no-answer" && !card) return "Choose whether you left a card.";
  if (found === "family-moved" && !where) return "Choose where the family lives now.";
  return time ? undefined : "Enter the time of the visit.";
}

function setNow({ elements }) {
  const now = new Date();
  const [day, month, year] = now.toLocaleDateString("en-GB", { timeZone: "Europe/London" }).split("/");
  Object.assign(elements["day-day"], { value: Number(day) });
  Object.assign(elements["day-month"], { value: Number(month) });
  Object.assign(elements["day-year"], { value: year });
  elements.time.value = now.toLocaleTimeString("en-GB", {
    timeZone: "Europe/London",
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** What a browser would send: of a question that is folded away, nothing. */
function fieldsOf(form) {
  const isShown = (element) => !element.closest(".govuk-radios__conditional--hidden");
  return [...form.elements]
    .filter((element) => element.name && isShown(element) && (element.type !== "radio" || element.checked))
    .filter(({ type }) => type !== "submit")
    .map(({ name, value }) => [name, value]);
}

async function keepForm(content) {
  const until = await keep(Object.fromEntries(content.fields)._once, content);
  const day = new Date(until).toLocaleString("en-GB", {
    ...{ weekday: "long", hour: "numeric", minute: "2-digit", hour12: true },
  });
  tell(
    "Kept on this phone",
    `There is no signal. What you wrote is kept here, encrypted, until ${day}, and is sent when you open My visits with signal. You can go on to the next visit.`,
  );
}

// Sending.

async function hasSignal() {
  if (!navigator.onLine) return false;
  try {
    return (await fetch(import.meta.url, { cache: "no-store", signal: AbortSignal.timeout(6_000) })).ok;
  } catch {
    return false;
  }
}

let sending = false;

/** Sends what this person has filled in, one after another; another person's waits for them. */
async function sendAll(visitor, csrf) {
  if (sending) return;
  sending = true;
  try {
    const kept = [];
    for (const each of await everything())
      if (each.id !== "owed") kept.push({ id: each.id, ...(await contentOf(each)) });
    const own = kept.filter((each) => each.visitor === visitor);
    let last;
    for (const each of own) {
      last = await send(each, csrf);
      if (last === "refused") return;
    }
    if (last) location.assign(last);
    else if (kept.length > own.length)
      tell(
        "A visit waits for a colleague",
        "Somebody else filled it in on this phone. It is sent when they sign in.",
      );
  } catch {
    tell(
      "Not sent yet",
      "What you wrote without signal is still kept on this phone. Open My visits again later.",
    );
  } finally {
    sending = false;
  }
}

/** Where the browser goes on once the form is taken; "refused" when its answer is shown. */
async function send({ id, path, draftAt, fields }, csrf) {
  const body = new URLSearchParams(fields);
  body.set("_csrf", csrf);
  const answer = await fetch(path, { method: "POST", body });
  if (answer.ok && answer.redirected && new URL(answer.url).searchParams.has("done")) {
    await forget(id);
    return answer.url;
  }
  if (answer.status === 429 || answer.status >= 500)
    throw new Error(`The form was answered with ${answer.status}`);
  // Why it is not taken, or not now, stands on the page that answers. Saved there, what was typed is safe: it waits in the form.
  const draft = await fetch(draftAt, { method: "POST", body, headers: { "x-requested-with": "keepsight" } });
  if (!draft.ok) throw new Error(`The draft was answered with ${draft.status}`);
  await forget(id);
  const html = await answer.text();
  history.replaceState(undefined, "", path);
  document.open();
  document.write(html);
  document.close();
  return "refused";
}

/** A banner above everything else, read out at once. */
function tell(title, words, at, linked = "open it") {
  const banner = document.createElement("div");
  banner.className = "govuk-notification-banner";
  banner.setAttribute("role", "alert");
  banner.setAttribute("aria-labelledby", "no-signal-title");
  banner.innerHTML =
    '<div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="no-signal-title"></h2></div><div class="govuk-notification-banner__content"><p class="govuk-body"></p></div>';
  banner.querySelector("h2").textContent = title;
  banner.querySelector("p").textContent = words;
  if (at) {
    const link = document.createElement("a");
    Object.assign(link, { href: at, textContent: linked, className: "govuk-notification-banner__link" });
    banner.querySelector("p").append(" ", link);
  }
  document.querySelector("[data-no-signal-told]")?.remove();
  banner.dataset.noSignalTold = "";
  document.querySelector("main").prepend(banner);
  banner.scrollIntoView?.();
}

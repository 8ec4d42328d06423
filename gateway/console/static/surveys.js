// The survey page with script: nothing typed is lost, a save does not reload the page, and a wide window shows three parts.
// Without it every link and every form of the page works all the same.

const WIDE = matchMedia("(min-width: 75rem)");
const COLUMNS = [["questions", "text"], ["phones"], ["problems", "path", "translations", "changes"]];
const KEPT = "kept:";
const page = () => document.querySelector(".survey");
const column = (part) => COLUMNS.findIndex((parts) => parts.includes(part));
let busy = false;

// --- what was typed and not saved --------------------------------------------------------------------------------------------

const UNTOUCHED = new Set(["csrf_token", "only"]);
const nameOf = (form) => `${KEPT}${page().dataset.who}/${form.dataset.keep}`;
const told = new WeakMap(); // form -> what it said when the page came
const mine = new WeakSet(); // forms whose text was kept by this page: what another tab keeps is not ours to forget

function said(form) {
  const fields = [...form.elements].filter((field) => field.name && !UNTOUCHED.has(field.name) && field.type !== "submit" && field.type !== "file");
  return fields.filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked).map((field) => [field.name, field.value.replaceAll("\r\n", "\n")]);
}

const typedIn = (pairs) => JSON.stringify(pairs.filter(([name]) => name !== "revision" && name !== "based_on"));

function keep(form) {
  const now = said(form);
  try {
    if (typedIn(now) !== typedIn(told.get(form))) { localStorage.setItem(nameOf(form), JSON.stringify(now)); mine.add(form); }
    else if (mine.delete(form)) localStorage.removeItem(nameOf(form));
  } catch { return; } // a browser without room: the page says nothing that is not so
  if (!busy) tell();
}

function takeUp(form) {
  told.set(form, said(form));
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(nameOf(form)) ?? "null"); } catch { kept = null; }
  if (!Array.isArray(kept)) return;
  if (typedIn(kept) === typedIn(told.get(form))) return localStorage.removeItem(nameOf(form));
  for (const [name, value] of kept) {
    for (const field of [...form.elements].filter((each) => each.name === name)) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = field.value === value;
      else if (field.type !== "submit") field.value = value; // with the revision it was typed on: whoever saved since is not overwritten
    }
  }
  mine.add(form);
  form.querySelectorAll("textarea").forEach((field) => field.dispatchEvent(new CustomEvent("taken-back", { bubbles: true })));
}

function forget(prefix) {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

const forms = () => [...document.querySelectorAll(".survey form[data-keep]")];
const isUnsaved = (form) => mine.has(form) && localStorage.getItem(nameOf(form)) !== null;

function tell(words = "") {
  const line = document.querySelector(".bar .saved");
  if (!line) return;
  line.dataset.told ??= line.textContent;
  const unsaved = forms().some(isUnsaved);
  const text = words || (unsaved ? page().dataset[navigator.onLine ? "kept" : "offline"] : line.dataset.told);
  if (line.firstChild?.textContent === text) return;
  line.classList.toggle("unsaved", unsaved && words !== page().dataset.saving);
  line.replaceChildren(text);
  if (unsaved && !words) {
    const back = Object.assign(document.createElement("button"), { className: "quiet", type: "button", textContent: page().dataset.back });
    back.addEventListener("click", () => { forms().forEach((form) => localStorage.removeItem(nameOf(form))); location.reload(); });
    line.append(" ", back);
  }
}

// --- saving without a new page -----------------------------------------------------------------------------------------------

async function send(form, button) {
  const fields = new FormData(form);
  if (button?.name) fields.append(button.name, button.value);
  if (form.dataset.keep) keep(form);
  busy = true;
  tell(page().dataset.saving);
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields });
    const html = await answer.text();
    busy = false;
    const ours = html.includes('class="survey"') || answer.status === 409;
    if (!ours && answer.status < 500) { location.reload(); return; } // signed out, or too old a form: what was typed stays kept
    if (!ours) { tell(page().dataset.kept); return; }
    if (answer.ok && form.dataset.keep) localStorage.removeItem(nameOf(form));
    show(html, answer.redirected ? answer.url : location.href);
    if (answer.ok) await others(answer.url);
  } catch {
    busy = false;
    tell(page().dataset.offline);
    document.querySelector(".bar .saved")?.classList.add("unsaved");
  }
}

function show(html, address) {
  const got = new DOMParser().parseFromString(html, "text/html");
  const part = got.querySelector(".part");
  if (!got.querySelector(".survey") || !part) {
    document.querySelector("main").replaceChildren(...got.querySelector("main").childNodes);
    document.title = got.title;
    document.querySelector("main").focus();
    return;
  }
  if (page().classList.contains("wide") && column(part.dataset.part) < 0 && address !== location.href) { location.assign(address); return; }
  history.pushState(null, "", address);
  document.title = got.title;
  place(got, part);
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target) { target.tabIndex = -1; target.focus({ preventScroll: true }); target.scrollIntoView({ block: "nearest" }); }
}

function place(got, part) {
  const bar = got.querySelector(".bar");
  if (bar) document.querySelector(".bar").replaceWith(bar);
  const home = document.querySelector(`[data-column="${column(part.dataset.part)}"]`) ?? document.querySelector(".columns");
  home.replaceChildren(part);
  begin(part);
  mark();
}

function begin(part) {
  part.querySelectorAll("form[data-keep]").forEach(takeUp);
  part.dispatchEvent(new CustomEvent("part-shown", { bubbles: true, detail: { part: part.dataset.part } }));
  bringUp(part);
  const line = Number(part.querySelector("textarea[data-line]")?.dataset.line);
  if (line) select(part.querySelector("textarea[data-line]"), line);
  tell();
}

function bringUp(part) { // the chosen question, where a part has its own scrolling
  const [home, chosen] = [part.closest(".column"), part.querySelector(".chosen")];
  if (home && chosen) home.scrollTop += chosen.getBoundingClientRect().top - home.getBoundingClientRect().top - 8;
}

function select(field, line) {
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  field.scrollTop = (field.scrollHeight / lines.length) * Math.max(0, line - 4);
}

// --- the meters while somebody types: measured where the phones are served, never here ---------------------------------------

let waiting = 0;
let asked = 0;

async function measure(form) {
  const turn = ++asked;
  const answer = await fetch(form.dataset.measured, { method: "POST", body: new FormData(form) });
  if (answer.status !== 200 || turn !== asked) return;
  const got = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const meters of got.querySelectorAll("[data-meters]")) {
    form.querySelector(`[data-meters="${CSS.escape(meters.dataset.meters)}"]`)?.replaceChildren(...meters.childNodes);
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.measured || !page()?.contains(form) || !navigator.onLine) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => navigator.onLine && measure(form).catch(() => {}), 300);
});

// --- three parts side by side ------------------------------------------------------------------------------------------------

const base = () => page().dataset.base;
const partOf = (address) => {
  const { origin, pathname } = new URL(address, location.href);
  if (origin !== location.origin || !(pathname === base() || pathname.startsWith(`${base()}/`))) return "";
  return pathname.slice(base().length + 1) || "questions";
};
const tab = (part) => document.getElementById(`tab-${part}`);

async function load(part) {
  const at = new URL(tab(part).href);
  at.searchParams.set("only", "part");
  const replay = document.querySelector(`.part[data-part="${part}"] form[data-replay]`); // what was tried is played again
  const answer = await fetch(at, replay ? { method: "POST", body: new FormData(replay) } : {});
  if (!answer.ok) return;
  const got = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".part");
  const home = document.querySelector(`[data-column="${column(part)}"]`);
  if (!got || !home || home.contains(document.activeElement)) return;
  home.replaceChildren(got);
  begin(got);
}

const shown = () => [...document.querySelectorAll(".column > .part")].map((part) => part.dataset.part);

async function others(address) {
  if (!page()?.classList.contains("wide")) return;
  const own = column(partOf(address));
  const now = shown();
  const wanted = COLUMNS.map((parts, at) => (at === own ? "" : now.find((part) => parts.includes(part)) ?? parts.find((part) => tab(part)) ?? ""));
  await Promise.all(wanted.filter((part) => part && part !== "text" && tab(part)).map((part) => load(part).catch(() => {})));
  mark();
}

function mark() {
  const open = page().classList.contains("wide") ? shown() : [document.querySelector(".part").dataset.part];
  document.querySelectorAll(".bar nav a").forEach((link) => {
    if (open.includes(link.id.slice(4))) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}

function widen() {
  const survey = page();
  if (!survey || !WIDE.matches || survey.classList.contains("wide")) return;
  const columns = survey.querySelector(".columns");
  const part = columns.querySelector(".part");
  if (column(part.dataset.part) < 0) return;
  survey.classList.add("wide");
  document.querySelector("main").classList.add("broad");
  const homes = COLUMNS.map((_, at) => Object.assign(document.createElement("div"), { className: "column" }));
  homes.forEach((home, at) => { home.dataset.column = at; });
  homes[column(part.dataset.part)].append(part);
  columns.replaceChildren(...homes);
  bringUp(part);
  others(location.href);
}

async function go(link) {
  const answer = await fetch(link.href);
  if (!answer.ok || partOf(answer.url) === "") { location.assign(link.href); return; }
  const hash = new URL(link.href).hash;
  show(await answer.text(), answer.url.split("#")[0] + hash);
  await others(link.href);
}

// --- keys and presses --------------------------------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.clears) forget(`${KEPT}${form.dataset.clears}`);
  if (!page()?.contains(form) || form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.editor) {
    keep(form);
    if (!navigator.onLine) { event.preventDefault(); tell(page().dataset.offline); }
    return;
  }
  event.preventDefault();
  if (!busy) send(form, event.submitter);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || !page()?.classList.contains("wide") || event.ctrlKey || event.metaKey || event.shiftKey || event.button || event.defaultPrevented) return;
  const part = partOf(link.href);
  if (column(part) < 0 || part === "text" || !page().contains(link)) return;
  event.preventDefault();
  go(link).catch(() => location.assign(link.href));
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !page()) return;
  if (event.key === "s") {
    const form = document.activeElement?.closest?.("form[data-keep]") ?? forms().find(isUnsaved) ?? forms()[0];
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "e") {
    const to = tab(document.querySelector('.part[data-part="text"]') ? "questions" : "text");
    if (!to) return;
    event.preventDefault();
    to.click();
  }
});

const keepAll = () => { if (page() && !busy) forms().forEach(keep); };
setInterval(keepAll, 1000);
addEventListener("pagehide", keepAll);
addEventListener("online", () => tell());
addEventListener("offline", () => tell());
addEventListener("popstate", () => location.reload());
WIDE.addEventListener("change", widen);
if (page()) { document.querySelectorAll(".part").forEach(begin); widen(); }

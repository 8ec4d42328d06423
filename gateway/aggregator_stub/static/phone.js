/* The phone in the browser. Everything it knows it asks for; numbers travel in bodies, never in addresses. */

const by = (id) => document.getElementById(id);
const NETWORK_DOWN = "The fake aggregator does not answer. Is “gateway run” still running?";
const EMPTY_SCREEN = "Dial *120*45# to begin.";
const KEYS = ["1", "2abc", "3def", "4ghi", "5jkl", "6mno", "7pqrs", "8tuv", "9wxyz", "*", "0", "#"];
const SILENCE_S = 30;
const TOTAL_S = 180;

let call = null;          // the call on this phone, as last told
let heardAt = 0;          // when that was, in seconds of this page's clock
let lastExchange = 0;
let busy = false;
let fresh = true;         // the code to dial was not typed yet: the first key starts a new one
let drawn = { thread: "", switches: "", elsewhere: "" };
let onTable = [];         // the phones that lie there from the beginning
let arrivals = {};        // phone -> its latest text that its owner did not write
const seen = {};          // phone -> the latest such text that was looked at here

async function ask(what, body = {}) {
  let response;
  try {
    response = await fetch(`phone/${what}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    throw new Error(NETWORK_DOWN);
  }
  const said = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(said.error || NETWORK_DOWN);
  return said;
}

function trouble(sentence) {
  by("trouble").textContent = sentence;
  by("trouble").hidden = !sentence;
}

function element(tag, text = "", attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/* --- the menu phone --- */

const now = () => performance.now() / 1000;
const isOpen = () => call !== null && call.status === "open" && call.more;

function showCall(told, { focus = false } = {}) {
  call = told;
  heardAt = now();
  const screen = by("screen");
  screen.textContent = call ? call.text : EMPTY_SCREEN;
  screen.classList.toggle("idle", !call);
  by("note").textContent = call ? call.note : "";
  by("units").textContent = call && call.units ? `${call.units}/${call.limit}` : "";
  by("hops").textContent = call && call.hops ? `${call.hops} ${call.hops === 1 ? "request" : "requests"}, ${call.took_ms} ms` : "";
  by("dial").hidden = isOpen();
  by("reply").hidden = !isOpen();
  by("silence").disabled = by("drop").disabled = !isOpen();
  by("again").disabled = !call || !call.session_id;
  tick();
  if (focus && matchMedia("(hover: hover)").matches) (isOpen() ? by("answer") : by("dialled")).focus();
}

function tick() {
  const network = by("network");
  const timer = by("timer");
  timer.classList.remove("hot");
  if (!isOpen()) {
    network.textContent = call ? { Success: "Call ended", Incomplete: "Call cut", Failed: "Call failed" }[call.status] || "Ready" : "Ready";
    timer.textContent = "";
    return;
  }
  const gone = now() - heardAt;
  const silence = Math.max(0, Math.ceil(call.silence_left_s - gone));
  const total = Math.max(0, Math.ceil(call.total_left_s - gone));
  network.textContent = "In a call";
  timer.textContent = `${silence}/${SILENCE_S} s · ${total}/${TOTAL_S} s`;
  timer.title = "Seconds left to answer, and of the whole call";
  timer.classList.toggle("hot", silence <= 8 || total <= 15);
}

/* One thing at a time: what is pressed while the network works is not taken, and stays in its field. Tells whether it was taken. */
async function onPhone(what, body) {
  if (busy) return false;
  busy = true;
  document.body.setAttribute("aria-busy", "true");
  if (what === "dial" || what === "send") by("network").textContent = "Waiting…";
  try {
    const said = await ask(what, body);
    busy = false;
    trouble("");
    if (said.call) showCall(said.call, { focus: true });
  } catch (error) {
    trouble(error.message);
    tick();
  } finally {
    busy = false;
    document.body.removeAttribute("aria-busy");
    look();
  }
  return true;
}

by("dialled").addEventListener("input", () => { fresh = false; });

by("dial").addEventListener("submit", (event) => {
  event.preventDefault();
  fresh = true;
  onPhone("dial", { number: by("number").value, code: by("dialled").value.trim() });
});

by("reply").addEventListener("submit", (event) => {
  event.preventDefault();
  if (busy) return;
  const text = by("answer").value;
  by("answer").value = "";
  onPhone("send", { session_id: call.session_id, text });
});

for (const [id, what] of [["cancel", "cancel"], ["silence", "silence"], ["drop", "drop"], ["again", "repeat"]]) {
  by(id).addEventListener("click", () => call && onPhone(what, { session_id: call.session_id }));
}

for (const key of KEYS) {
  const button = element("button", key[0], { type: "button", "aria-label": `Key ${key[0]}` });
  if (key.length > 1) button.append(element("small", key.slice(1).toUpperCase(), { "aria-hidden": "true" }));
  button.addEventListener("click", () => {
    const field = isOpen() ? by("answer") : by("dialled");
    if (field.id === "dialled" && fresh) field.value = "";
    fresh = false;
    field.value += key[0];
  });
  by("keys").append(button);
}

/* --- the messages --- */

function showThread(messages) {
  const key = JSON.stringify(messages.map((m) => m.n));
  if (key === drawn.thread && by("thread").childElementCount) return;
  drawn.thread = key;
  const rows = messages.map((message) => {
    const row = element("li", message.text || "(empty text)", message.mine ? { class: "mine" } : {});
    const at = new Date(message.at_ms).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    row.append(element("small", message.mine ? `to ${message.other}, ${at}` : `from ${message.other || "an unknown sender"}, ${at}`));
    return row;
  });
  const nothing = element("li", "No messages yet. Text a word from above to its short code.", { class: "empty" });
  by("thread").replaceChildren(...(rows.length ? rows : [nothing]));
  by("thread").scrollTop = by("thread").scrollHeight;
}

by("text").addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = by("words");
  if (!by("to").value.trim()) return by("to").focus();
  const text = words.value;
  words.value = "";
  if (!(await onPhone("text", { number: by("number").value, to: by("to").value.trim(), text }))) words.value = text;
});

by("words").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  by("text").requestSubmit();
});

by("opt-out").addEventListener("click", () => {
  if (by("to").value.trim()) onPhone("opt-out", { number: by("number").value, sender: by("to").value.trim() });
});

/* --- the other phones --- */

/* Whoever gets a text they did not ask for lies on the table from then on, and is named until somebody looks. */
function showPhones() {
  const chosen = by("number").value || onTable[0] || "";
  seen[chosen] = arrivals[chosen] || 0;
  const numbers = [...new Set([...onTable, ...Object.keys(arrivals), chosen])].filter(Boolean);
  const waiting = numbers.filter((number) => (arrivals[number] || 0) > (seen[number] || 0));
  const key = JSON.stringify([numbers, waiting]);
  if (key === drawn.elsewhere) return;
  drawn.elsewhere = key;
  const label = (number) => (waiting.includes(number) ? `${number} (new text)` : number);
  by("number").replaceChildren(...numbers.map((number) => element("option", label(number), { value: number })));
  by("number").value = chosen;
  const buttons = waiting.slice(0, 3).map((number) => {
    const button = element("button", `A text arrived on ${number}`, { type: "button" });
    button.addEventListener("click", () => {
      by("number").value = number;
      by("number").dispatchEvent(new Event("change"));
    });
    return button;
  });
  if (waiting.length > 3) buttons.push(element("span", `and on ${waiting.length - 3} more`));
  by("elsewhere").replaceChildren(...buttons);
}

/* Whoever answers, answers the one who wrote last. */
function answerTheWriter(messages) {
  const last = messages.filter((message) => !message.mine).at(-1);
  if (!last || last.n === answered || !last.other || by("words").value) return;
  answered = last.n;
  by("to").value = last.other;
}

let answered = 0;

/* --- ways to begin --- */

function chip(start) {
  const button = element("button", "", { type: "button", class: "chip" });
  button.append(element("b", start.dial || `${start.word} → ${start.short_code}`), element("span", start.title));
  button.addEventListener("click", () => {
    if (start.dial) {
      by("dialled").value = start.dial;
      if (!isOpen()) onPhone("dial", { number: by("number").value, code: start.dial });
    } else {
      by("to").value = start.short_code;
      by("words").value = start.word;
      by("words").focus();
    }
  });
  return button;
}

async function layTable() {
  const table = await ask("table");
  onTable = table.numbers;
  showPhones();
  const starts = table.starts.map(chip);
  const nothing = element("p", "Dial *120*45#. The codes of all published surveys appear here as soon as there are some.");
  by("starts").replaceChildren(...(starts.length ? starts : [nothing]));
  const shortCodes = [...new Set([...table.starts.map((s) => s.short_code), ...table.codes].filter((c) => /^\d+$/.test(c)))];
  by("codes").replaceChildren(...shortCodes.map((code) => element("option", "", { value: code })));
  if (!by("to").value) by("to").value = shortCodes[0] || "";
  if (!by("dialled").value) by("dialled").value = (table.starts.find((s) => s.dial) || { dial: "*120*45#" }).dial;
  statuses = table.statuses;
  return table.starts.length > 0;
}

/* --- the wire --- */

function gist(exchange) {
  const body = exchange.request.split("\n\n").slice(1).join("\n\n");
  const fields = new URLSearchParams(body);
  return ["text", "status", "message"].filter((name) => fields.has(name)).map((name) => `${name}=${fields.get(name)}`).join("  ");
}

function row(exchange) {
  const item = element("li");
  const details = element("details");
  const summary = element("summary");
  const status = (exchange.reply.match(/^HTTP\/1\.1 (\d+)/) || [])[1];
  const good = status && status < 400;
  summary.append(element("b", exchange.what), element("span", status || "no reply", good ? {} : { class: "bad" }), element("code", gist(exchange)));
  details.append(summary, element("pre", exchange.request), element("pre", exchange.took_ms ? `${exchange.reply}\n\n${exchange.took_ms} ms` : exchange.reply));
  item.append(details);
  return item;
}

function showWire(exchanges) {
  const list = by("wire");
  if (exchanges.length) list.querySelector(".empty")?.remove();
  for (const exchange of exchanges) {
    list.prepend(row(exchange));
    lastExchange = Math.max(lastExchange, exchange.n);
  }
  while (list.childElementCount > 60) list.lastElementChild.remove();
  if (!list.childElementCount) list.append(element("li", "Each request and reply appears here, byte for byte.", { class: "empty" }));
}

by("clear").addEventListener("click", () => { by("wire").replaceChildren(); showWire([]); });

/* --- accidents --- */

let statuses = {};

function switchRow(one) {
  const row = element("div", "", { class: one.position === one.positions[0][0] ? "switch" : "switch on" });
  const id = `switch-${one.name.replaceAll(" ", "-")}`;
  const position = element("select", "", { id });
  position.replaceChildren(...one.positions.map(([value]) => element("option", value, { value })));
  position.value = one.position;
  const times = element("select", "", { "aria-label": `${one.title}: how often` });
  times.append(element("option", "once", { value: "1" }), element("option", "always", { value: "0" }));
  times.value = one.times === null && one.position !== one.positions[0][0] ? "0" : "1";
  times.hidden = one.position === one.positions[0][0];
  const set = () => ask("switch", { name: one.name, position: position.value, times: Number(times.value) }).then(({ switches }) => showSwitches(switches)).catch((e) => trouble(e.message));
  position.addEventListener("change", set);
  times.addEventListener("change", set);
  const words = Object.fromEntries(one.positions)[one.position];
  row.append(element("label", one.title, { for: id }), position, times, element("p", words));
  return row;
}

function showSwitches(switches) {
  const key = JSON.stringify(switches.map((s) => [s.position, s.times]));
  if (key === drawn.switches) return;
  drawn.switches = key;
  const focused = document.activeElement?.id;
  const groups = new Map();
  for (const one of switches) {
    if (!groups.has(one.group)) {
      const group = element("fieldset");
      group.append(element("legend", one.group));
      groups.set(one.group, group);
    }
    groups.get(one.group).append(switchRow(one));
  }
  groups.get("A text from us")?.append(statusRow());
  by("switches").replaceChildren(...groups.values());
  if (focused?.startsWith("switch-")) by(focused)?.focus();
}

let statusCode = null;

function statusRow() {
  const row = element("div", "", { class: statusCode ? "switch on" : "switch" });
  const choice = element("select", "", { id: "switch-status-code" });
  choice.append(element("option", "ordinary", { value: "0" }), ...Object.entries(statuses).map(([code, name]) => element("option", `${code} ${name}`, { value: code })));
  choice.value = statusCode || "0";
  choice.addEventListener("change", async () => {
    await ask("status-code", { number: by("number").value, code: Number(choice.value) }).catch((e) => trouble(e.message));
    drawn.switches = "";
    await look();
  });
  row.append(element("label", "Status code for this phone", { for: "switch-status-code" }), choice, element("p", "What the send API says of this number only."));
  return row;
}

by("rest").addEventListener("click", () => ask("rest").then(({ switches }) => showSwitches(switches)).catch((e) => trouble(e.message)));

/* --- looking again and again --- */

async function look() {
  try {
    const number = by("number").value;
    const told = await ask("look", { number, after: lastExchange });
    if (number !== by("number").value) return;
    if (!busy && (told.call?.session_id !== call?.session_id || told.call?.status !== call?.status || told.call?.hops !== call?.hops)) showCall(told.call);
    arrivals = told.arrivals;
    showPhones();
    showThread(told.messages);
    answerTheWriter(told.messages);
    showWire(told.wire);
    if (statusCode !== told.status_code) { statusCode = told.status_code; drawn.switches = ""; }
    showSwitches(told.switches);
    if (by("trouble").textContent === NETWORK_DOWN) trouble("");
  } catch (error) {
    trouble(error.message);
  }
}

by("number").addEventListener("change", async () => {
  call = null;
  showCall(null);
  await look();
});

async function begin() {
  showCall(null);
  showWire([]);
  let known = await layTable().catch((error) => (trouble(error.message), false));
  if (matchMedia("(hover: hover)").matches) by("dialled").select();
  await look();
  setInterval(tick, 250);
  setInterval(async () => { if (!document.hidden) await look(); }, 1000);
  setInterval(async () => { if (!known || !document.hidden) known = await layTable().catch(() => known); }, 5000);
}

begin();

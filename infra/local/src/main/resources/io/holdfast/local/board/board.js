// The board: one stream of events in, the resources, the verdicts, the promises and the race out.
import { start as startCalls } from "./calls.js";
import { REASONS, cell, element } from "./view.js";
import { start as startRace, show as showRace } from "./race.js";

/** Rows of resources that are drawn at once; the filter finds the others. */
const MOST_ROWS = 40;
/** Lines of verdicts; the server's own limit replaces it. */
let mostLines = 200;

const $ = id => document.getElementById(id);
const number = new Intl.NumberFormat("en-US");

// --- resources

const resources = new Map();
const rows = new Map();
let ahead = 0;
let complete = true;

function share(units, capacity) {
  return capacity > 0 ? Math.max(0, Math.min(100, 100 * units / capacity)) + "%" : "0%";
}

function addRow(id) {
  const row = element("tr", { role: "row" });
  const parts = { row, bar: element("div", { className: "bar", role: "img" }) };
  for (const kind of ["confirmed", "held", "free"]) {
    parts["bar-" + kind] = element("span", { className: kind });
    parts.bar.append(parts["bar-" + kind]);
  }
  parts.marks = element("span", {});
  row.append(element("th", { role: "rowheader", scope: "row" },
    element("span", { className: "name" }, id, parts.marks), parts.bar));
  for (const label of ["Confirmed", "Held", "Available", "Capacity", "Next expiry", "Version"]) {
    parts[label] = element("td", { role: "cell", className: label === "Next expiry" ? "" : "n", "data-label": label });
    row.append(parts[label]);
  }
  return parts;
}

function draw(id, parts) {
  const it = resources.get(id);
  const set = (label, text) => { if (parts[label].textContent !== text) parts[label].textContent = text; };
  set("Confirmed", number.format(it.confirmed));
  set("Held", number.format(it.held));
  set("Available", number.format(it.available));
  set("Capacity", number.format(it.capacity));
  set("Version", number.format(it.version));
  parts["bar-confirmed"].style.width = share(it.confirmed, it.capacity);
  parts["bar-held"].style.width = share(it.held, it.capacity);
  parts.bar.setAttribute("aria-label",
    `${it.confirmed} confirmed, ${it.held} held, ${it.available} available of ${it.capacity}`);
  const marks = [];
  if (it.status !== "OPEN") marks.push(element("span", { className: "closed" }, it.status));
  if (it.available < 0) marks.push(element("span", { className: "closed" }, it.overCapacity ? "over capacity" : "in a drain"));
  if (it.available === 0 && it.capacity > 0) marks.push(element("span", { className: "full" }, "all taken"));
  parts.marks.replaceChildren(...marks);
  count(id, parts);
}

/** The time until the next hold expires. */
function count(id, parts) {
  const at = resources.get(id).nextExpiry;
  const seconds = Math.max(0, Math.ceil((at - Date.now() - ahead) / 1000));
  const clock = part => String(part).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const text = at === undefined ? "none"
    : (hours ? hours + ":" + clock(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)) + ":" + clock(seconds % 60);
  if (parts["Next expiry"].textContent !== text) parts["Next expiry"].textContent = text;
}

function drawResources() {
  const wanted = $("filter").value.trim().toLowerCase();
  const fitting = [...resources.keys()].filter(id => id.toLowerCase().includes(wanted))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const shown = fitting.slice(0, MOST_ROWS);
  const keep = new Set(shown);
  for (const [id, parts] of rows) if (!keep.has(id)) { parts.row.remove(); rows.delete(id); }
  const body = $("resource-table").tBodies[0];
  shown.forEach((id, place) => {
    if (!rows.has(id)) rows.set(id, addRow(id));
    const parts = rows.get(id);
    if (body.children[place] !== parts.row) body.insertBefore(parts.row, body.children[place] ?? null);
    draw(id, parts);
  });
  $("resource-table").hidden = shown.length === 0;
  $("resource-ids").replaceChildren(...shown.map(id => element("option", { value: id })));
  const others = complete ? "" : " The table has more than the board keeps.";
  $("resource-note").textContent = (resources.size === 0
    ? "No resource yet. Start a race, or define one under Calls."
    : fitting.length > shown.length
      ? `The first ${shown.length} of ${fitting.length}; the filter finds the others.`
      : `${shown.length} of ${resources.size} shown.`) + others;
}

// --- verdicts

const tally = new Map();
const lines = [];
let paused = false;
let missed = 0;
let lastNumber = 0;
let started = 0;

function line(verdict) {
  const failed = verdict.reason !== "NONE";
  const reason = failed ? verdict.reason : verdict.outcome;
  const time = new Date(verdict.at);
  return element("li", {}, cell(reason),
    element("span", { className: "what" },
      element("span", { className: "why" }, reason), `${verdict.command} ${verdict.id}`,
      element("span", { className: "where" }, verdict.resourceId ? ` on ${verdict.resourceId}` : "",
        verdict.replayed ? ", replayed" : "")),
    element("span", { className: "when" },
      element("time", { dateTime: time.toISOString() }, time.toTimeString().slice(0, 8)),
      element("br"), ` ${verdict.door}, ${verdict.milliseconds} ms`));
}

function addVerdicts(all) {
  const fresh = all.filter(verdict => verdict.number > lastNumber);
  if (fresh.length === 0) return;
  const first = fresh[0].number;
  if (lastNumber > 0 && first > lastNumber + 1) missed += first - lastNumber - 1;
  lastNumber = fresh[fresh.length - 1].number;
  for (const verdict of fresh) {
    const reason = verdict.reason !== "NONE" ? verdict.reason : verdict.outcome;
    tally.set(reason, (tally.get(reason) ?? 0) + 1);
    lines.unshift(verdict);
  }
  lines.length = Math.min(lines.length, mostLines);
  drawVerdicts();
}

function drawVerdicts() {
  const order = Object.keys(REASONS);
  const place = reason => (order.indexOf(reason) + order.length + 1) % (order.length + 1);
  $("tally").replaceChildren(...[...tally].sort((a, b) => place(a[0]) - place(b[0]))
    .map(([reason, count]) => element("li", {}, cell(reason), `${reason} ${number.format(count)}`)));
  if (paused) return;
  $("feed-lines").replaceChildren(...lines.map(line));
  if (lines.length === 0) {
    $("feed-lines").replaceChildren(element("li", { className: "empty" }, "No verdict yet."));
  }
  $("feed-note").textContent = `Every door comes here: HTTP, the queue, and races. The last ${mostLines} are kept.`
    + (missed ? ` ${number.format(missed)} came too fast to be shown.` : "");
}

$("pause").addEventListener("click", () => {
  paused = !paused;
  $("pause").setAttribute("aria-pressed", String(paused));
  drawVerdicts();
});

// --- promises

function drawPromises(it) {
  const promise = (id, broken, of, what) => {
    const item = $(id);
    item.querySelector(".figure").textContent = number.format(broken);
    item.querySelector(".of").textContent = `of ${number.format(of)} ${what}`;
    item.classList.toggle("is-broken", broken > 0);
  };
  promise("promise-capacity", it.overCapacity, it.images, "images judged");
  promise("promise-conserved", it.notConserved, it.images, "images judged");
  promise("promise-verdicts", it.verdictsChanged, it.askedAgain, "ids asked again");
  promise("promise-audit", it.auditViolations, it.audited, "bookings audited");
  $("promise-sentences").replaceChildren(...it.sentences.map(text => element("li", {}, text)));
  $("promise-sentences").hidden = it.sentences.length === 0;
}

// --- the stream

function connected(state, text) {
  if ($("connection").dataset.state === state) return;
  $("connection").dataset.state = state;
  $("connection").textContent = text;
}

function connect() {
  const stream = new EventSource("/board/events");
  const on = (event, use) => stream.addEventListener(event, message => use(JSON.parse(message.data)));
  on("snapshot", all => {
    connected("live", "Live");
    ahead = all.now - Date.now();
    complete = all.complete;
    mostLines = all.limits.verdicts;
    resources.clear();
    for (const each of all.resources) resources.set(each.resourceId, each);
    if (all.started !== started) {
      // Another process of the service, which numbers its verdicts anew.
      started = all.started;
      lastNumber = 0;
      lines.length = 0;
      tally.clear();
    }
    addVerdicts(all.verdicts);
    drawVerdicts();
    drawResources();
    drawPromises(all.promises);
    showRace(all.race);
    document.documentElement.dataset.ready = "true";
  });
  on("resources", changed => {
    for (const each of changed) {
      if (each.gone) resources.delete(each.resourceId); else resources.set(each.resourceId, each);
    }
    drawResources();
  });
  on("verdicts", addVerdicts);
  on("promises", drawPromises);
  on("race", showRace);
  stream.addEventListener("error", () => {
    connected("lost", stream.readyState === EventSource.CLOSED ? "Not connected" : "Reconnecting");
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, 5000);
  });
}

$("filter").addEventListener("input", drawResources);
setInterval(() => rows.forEach((parts, id) => count(id, parts)), 1000);
startCalls();
startRace();
connect();

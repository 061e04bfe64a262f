// The race: its form, and what became of each attempt.
import { REASONS, announce, cell, element, why } from "./view.js";

const $ = id => document.getElementById(id);
const NAMES = { contention: "refused for contention", lostAnswers: "answers lost", slowWrites: "slow writes", duplicates: "delivered twice" };
const NOTHING = new Set(["WAITING", "UNDER_WAY"]);
const LETTERS = Object.fromEntries(Object.entries(REASONS).map(([reason, [letter]]) => [letter, reason]));

let shown = "";
let over = true;

const fresh = () => "seats-" + Date.now().toString(36).slice(-5);

export function start() {
  const form = $("race-form");
  form.elements.resourceId.value = fresh();
  $("race-fresh").addEventListener("click", () => {
    form.elements.resourceId.value = fresh();
    form.elements.resourceId.focus();
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (over) send(form).catch(error => problem(String(error)));
  });
}

function problem(text) {
  $("race-problem").textContent = text;
  $("race-problem").hidden = text === "";
}

/** A number as it was typed, so that the service says what is wrong with it. */
function typed(text) {
  return /^-?[0-9]{1,15}$/.test(text.trim()) ? Number(text) : text;
}

async function send(form) {
  const field = form.elements;
  problem("");
  const path = "/resources/" + encodeURIComponent(field.resourceId.value);
  const there = await fetch("/resources?ids=" + encodeURIComponent(field.resourceId.value));
  const known = await there.json();
  if (!there.ok || known.missing.length) {
    const made = await fetch(path, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ capacity: typed(field.capacity.value) }) });
    if (!made.ok) return problem(why(made, await made.json()));
  }
  const race = { resourceId: field.resourceId.value };
  for (const name of ["attempts", "units", "callers"]) race[name] = typed(field[name].value);
  for (const name of Object.keys(NAMES)) race[name] = field[name].checked;
  const answer = await fetch("/board/races", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(race) });
  const body = await answer.json();
  if (!answer.ok) return problem((body.title ? body.title + ": " : "") + why(answer, body));
  announce(`The race has started: ${body.attempts} attempts.`);
  show(body);
  return undefined;
}

export function show(race) {
  over = !race || race.over;
  $("race-start").setAttribute("aria-disabled", String(!over));
  $("race-start").textContent = over ? "Start the race" : "A race is under way";
  $("race-result").hidden = !race;
  if (!race) return;
  const answered = race.attempts - (race.counts.WAITING ?? 0) - (race.counts.UNDER_WAY ?? 0);
  $("race-progress").max = race.attempts;
  $("race-progress").value = answered;
  $("race-status").textContent = `${race.attempts} attempts of ${race.units} ${race.units === 1 ? "unit" : "units"} on ${race.resourceId}`
    + ` by ${race.callers} callers: ${race.phase}, ${(race.milliseconds / 1000).toFixed(1)} s. ${race.problem}`;
  drawCells(race);
  drawCounts(race);
  drawChecks(race);
  if (race.over && shown !== race.raceId + "over") {
    announce(`The race is over: ${race.counts.COMMITTED ?? 0} of ${race.attempts} attempts committed.`);
  }
  shown = race.raceId + (race.over ? "over" : "");
}

function drawCells(race) {
  const box = $("race-cells");
  if (box.dataset.race !== race.raceId || box.children.length !== race.cells.length) {
    box.dataset.race = race.raceId;
    box.replaceChildren(...[...race.cells].map(() => cell("WAITING", false)));
  }
  [...race.cells].forEach((letter, attempt) => {
    const it = box.children[attempt];
    if (it.dataset.c !== letter || !it.title) {
      it.dataset.c = letter;
      it.textContent = letter;
      it.title = `${race.raceId}-${attempt + 1}: ${LETTERS[letter] ?? letter}`;
    }
  });
  box.setAttribute("aria-label", `${race.attempts} attempts in their order; the table below counts them`);
}

function drawCounts(race) {
  const reasons = Object.keys(REASONS).filter(reason => race.counts[reason]);
  $("race-counts").tBodies[0].replaceChildren(...reasons.map(reason => element("tr", { role: "row" },
    element("th", { role: "rowheader", scope: "row" }, element("span", { className: "reason" }, cell(reason), reason)),
    element("td", { role: "cell" }, REASONS[reason][1]),
    element("td", { role: "cell", className: "n" }, String(race.counts[reason])))));
}

function drawChecks(race) {
  const judged = race.judged !== undefined;
  const check = (kept, text) => element("li", { className: !judged ? "" : kept ? "kept" : "is-broken" }, text);
  const open = Object.keys(race.counts).some(reason => NOTHING.has(reason));
  const units = judged ? `${race.committedUnits} units committed, ${race.takenUnits} taken` : `${race.committedUnits} units committed so far`;
  // Red only if the race's own bookings are not what its callers were told; others may book, and holds may end.
  const checks = [race.unitsCheck === "OPEN" ? element("li", {}, `${units}; not compared: others changed the resource, or an id has no verdict`)
    : check(race.unitsCheck === "KEPT", race.unitsCheck === "BROKEN" ? `${units}, ${race.recordedUnits} in the race's bookings` : units)];
  if (!open || judged) {
    checks.push(check(race.verdictsChanged === 0, `${race.askedAgain} ids asked again, ${race.verdictsChanged} verdicts changed`));
  }
  if (judged && race.judged) {
    checks.push(check(race.violations.length === 0, race.violations.length
      ? race.violations.join("; ") : `${race.audited} bookings audited, no promise broken`));
  } else if (judged) {
    checks.push(element("li", {}, "not audited: somebody else books this resource"));
  }
  $("race-checks").replaceChildren(...checks);
  const injected = Object.entries(race.injected);
  $("race-faults").hidden = injected.length === 0;
  $("race-injected").replaceChildren(...injected.flatMap(([fault, count]) =>
    [element("dt", {}, NAMES[fault]), element("dd", {}, String(count))]));
}

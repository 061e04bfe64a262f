// The calls of the README as forms: what is sent, and what comes back.
import { element, why } from "./view.js";

const $ = id => document.getElementById(id);
const RESOURCE = { name: "resourceId", label: "Resource", value: "room-12" };
const BOOKING = { name: "bookingId", label: "Booking", value: "b-1" };
const UNITS = { name: "units", label: "Units", value: "1" };
const COMMAND = { name: "key", label: "Idempotency-Key (may be empty)", value: "" };
const HOLD = { name: "holdFor", label: "Hold for", value: "PT10M" };

const booking = (field, action) => ["POST", `/bookings/${encodeURIComponent(field.bookingId)}/${action}`];
const CALLS = {
  Define: { says: "Create a resource, or change its capacity.", fields: [RESOURCE, { name: "capacity", label: "Capacity", value: "20" }, COMMAND],
    request: field => ["PUT", `/resources/${encodeURIComponent(field.resourceId)}`, { capacity: field.capacity }] },
  Book: { says: "Take units at once. The same id always gets the same verdict.", fields: [BOOKING, RESOURCE, UNITS],
    request: field => ["PUT", `/bookings/${encodeURIComponent(field.bookingId)}`, { resourceId: field.resourceId, units: field.units }] },
  Hold: { says: "Take units for a while; they come back unless the hold is confirmed.", fields: [{ ...BOOKING, value: "b-2" }, RESOURCE, UNITS, HOLD],
    request: field => ["PUT", `/bookings/${encodeURIComponent(field.bookingId)}`, { resourceId: field.resourceId, units: field.units, holdFor: field.holdFor }] },
  Confirm: { says: "Turn a hold into a confirmed booking.", fields: [{ ...BOOKING, value: "b-2" }, COMMAND],
    request: field => booking(field, "confirm") },
  Release: { says: "Give units back: all of them, or some, which needs an Idempotency-Key.", fields: [BOOKING, { name: "units", label: "Units (empty: all)", value: "" }, COMMAND],
    request: field => [...booking(field, "release"), field.units === "" ? undefined : { units: field.units }] },
  Extend: { says: "Let a hold end later, counted from now.", fields: [{ ...BOOKING, value: "b-2" }, { ...HOLD, value: "PT20M" }, COMMAND],
    request: field => [...booking(field, "extend"), { holdFor: field.holdFor }] },
  Amend: { says: "Change the units of a booking, all or nothing.", fields: [BOOKING, { ...UNITS, value: "2" }, COMMAND],
    request: field => [...booking(field, "amend"), { units: field.units }] },
  Resolve: { says: "Give up on an id whose verdict you do not know; the answer is final.", fields: [{ ...BOOKING, value: "b-9" }],
    request: field => booking(field, "resolve") },
  Read: { says: "Read a booking, or without one a resource.", fields: [{ ...BOOKING, label: "Booking (may be empty)", value: "" }, RESOURCE],
    request: field => ["GET", field.bookingId ? `/bookings/${encodeURIComponent(field.bookingId)}` : `/resources/${encodeURIComponent(field.resourceId)}`] },
};
/** Fields that are numbers in JSON; what is no number is sent as it was typed, and the service says so. */
const NUMBERS = new Set(["units", "capacity"]);
/** What was typed is kept from one call to the next. */
const kept = new Map();
let chosen = "Define";

export function start() {
  const choices = document.querySelector(".choices");
  for (const name of Object.keys(CALLS)) {
    const radio = element("input", { type: "radio", name: "call", value: name, checked: name === chosen });
    radio.addEventListener("change", () => choose(name));
    choices.append(element("label", {}, radio, element("span", {}, name)));
  }
  choose(chosen);
  $("call-form").addEventListener("submit", event => {
    event.preventDefault();
    send().catch(error => answer("bad", "No answer", String(error)));
  });
}

function choose(name) {
  chosen = name;
  $("call-says").textContent = CALLS[name].says;
  $("call-fields").replaceChildren(...CALLS[name].fields.map(field => {
    const input = element("input", { name: field.name, autocomplete: "off", spellcheck: false, value: kept.get(name + field.name) ?? field.value });
    if (field.name === "resourceId") input.setAttribute("list", "resource-ids");
    if (NUMBERS.has(field.name)) input.inputMode = "numeric";
    input.addEventListener("input", () => kept.set(name + field.name, input.value));
    return element("label", {}, field.label, " ", input);
  }));
  $("call-send").textContent = "Send " + name.toLowerCase();
}

async function send() {
  const field = {};
  for (const { name } of CALLS[chosen].fields) {
    const text = $("call-form").elements[name].value.trim();
    field[name] = NUMBERS.has(name) && /^-?[0-9]{1,15}$/.test(text) ? Number(text) : text;
  }
  const [method, path, json] = CALLS[chosen].request(field);
  const headers = {};
  if (json) headers["content-type"] = "application/json";
  if (field.key) headers["idempotency-key"] = field.key;
  const body = json && JSON.stringify(json);
  $("call-result").hidden = false;
  $("call-request").textContent = [`${method} ${path}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join("\n")
    + (body ? "\n\n" + body : "");
  const reply = await fetch(path, { method, headers, body });
  const text = await reply.text();
  let read = {};
  try { read = JSON.parse(text); } catch { /* It is shown as it came. */ }
  $("call-body").textContent = Object.keys(read).length ? JSON.stringify(read, null, 2) : text;
  answer(reply.ok ? "good" : "bad", `${reply.status} ${read.title ?? read.outcome ?? (reply.ok ? "OK" : "")}`,
    read.detail ?? (!reply.ok ? why(reply, read) : read.replayed ? "A replay: the verdict that is recorded under this id." : ""));
}

/** The detail of a failed command says last what the caller can do; that is shown on a line of its own. */
function answer(kind, title, detail) {
  const [, what, advice] = /^(.* keeps this answer), (.*)$/.exec(detail) ?? [undefined, detail, ""];
  $("call-answer").dataset.kind = kind;
  $("call-answer").replaceChildren(element("p", {}, element("b", {}, title)),
    ...(what ? [element("p", {}, advice ? what + "." : what)] : []),
    ...(advice ? [element("p", {}, element("b", {}, "What to do: "), advice)] : []));
}

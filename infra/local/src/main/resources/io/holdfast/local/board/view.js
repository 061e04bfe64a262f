// What the parts of the board share: reasons, elements, and announcements to a screen reader.

/** Milliseconds between two announcements. */
const QUIET = 3000;

/** Each outcome and reason: its letter, and what it means. */
export const REASONS = {
  COMMITTED: ["C", "all of it took effect"],
  INSUFFICIENT_CAPACITY: ["I", "fewer units than asked for"],
  CONTENTION: ["X", "a lost race, or units in doubt; says nothing about capacity"],
  THROTTLED: ["T", "the table refused for throughput"],
  STORE_ERROR: ["S", "no answer to a write; then shut out for good"],
  ABANDONED: ["A", "somebody gave up on this id"],
  UNDECIDED: ["U", "no verdict yet; asking again with the same id decides it"],
  RESOURCE_CLOSED: ["L", "the resource takes no bookings"],
  RESOURCE_NOT_FOUND: ["N", "no such resource"],
  OTHER: ["O", "another reason, or no verdict"],
  UNDER_WAY: [">", "asked, and not answered yet"],
  WAITING: [".", "not asked yet"],
};

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value; else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A letter in its color; the letter alone says the same. */
export function cell(reason, sample = true) {
  const letter = (REASONS[reason] ?? REASONS.OTHER)[0];
  return element("span", { className: sample ? "cell sample" : "cell", "data-c": letter, "aria-hidden": "true" }, letter);
}

/** Why a call failed: the API says it as a problem, the gateway as a message. */
export function why(reply, body) {
  return body.detail ?? body.message ?? `status ${reply.status}`;
}

let announcement = "";
let announced = 0;
let timer = 0;

/** Says the newest of what happens, and not all of it. */
export function announce(text) {
  announcement = text;
  const wait = Math.max(0, announced + QUIET - Date.now());
  clearTimeout(timer);
  timer = setTimeout(() => { announced = Date.now(); document.getElementById("announce").textContent = announcement; }, wait);
}

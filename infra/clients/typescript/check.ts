// Books, holds, confirms and is refused, with only the types that openapi-typescript generates.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./holdfast.js";

const url = process.argv[2];
assert(url, "usage: node check.js URL");
const api = createClient<paths>({ baseUrl: url });

const run = `ts-${Date.now()}`;
const resourceId = `${run}-room`;
const parking = `${run}-parking`;
const booking = (name: string) => ({ path: { bookingId: `${run}-${name}` } });

for (const id of [resourceId, parking]) {
  const defined = await api.PUT("/resources/{resourceId}", {
    params: { path: { resourceId: id }, header: { "Idempotency-Key": `${id}-define` } },
    body: { capacity: 2 },
  });
  assert.equal(defined.response.status, 201);
  assert.equal(defined.data?.created, true);
}

const held = await api.PUT("/bookings/{bookingId}", {
  params: booking("held"),
  body: { resourceId, units: 2, holdFor: "PT10M", reference: "order 4711" },
});
assert.equal(held.data?.outcome, "COMMITTED");
assert.equal(held.data?.state, "HELD");

const extended = await api.POST("/bookings/{bookingId}/extend", {
  params: booking("held"),
  body: { holdFor: "PT20M" },
});
assert((extended.data?.expiresAt ?? "") > (held.data?.expiresAt ?? "z"), "the hold ends later");

const confirmed = await api.POST("/bookings/{bookingId}/confirm", { params: booking("held") });
assert.equal(confirmed.data?.state, "CONFIRMED");

const refused = await api.PUT("/bookings/{bookingId}", {
  params: booking("refused"),
  body: { lines: [{ resourceId: parking, units: 1 }, { resourceId, units: 1 }] },
});
assert(refused.error && "outcome" in refused.error, "a refusal is a verdict");
assert.equal(refused.error.reason, "INSUFFICIENT_CAPACITY");
assert.equal(refused.error.transient, false);
assert.equal(refused.error.evidence.requested, 1);
assert.equal(refused.error.evidence.available, 0);

const read = await api.GET("/bookings/{bookingId}", { params: booking("refused") });
assert(read.data?.outcome === "FAILED", "the refusal is recorded");
assert.equal(read.data.reason, "INSUFFICIENT_CAPACITY");
assert.equal(read.data.evidence.resourceId, resourceId);

const released = await api.POST("/bookings/{bookingId}/release", {
  params: { ...booking("held"), header: { "Idempotency-Key": `${run}-release` } },
  body: { units: 1 },
});
assert.equal(released.data?.lines[0]?.remaining, 1);

const amended = await api.POST("/bookings/{bookingId}/amend", {
  params: booking("held"),
  body: { lines: [{ resourceId: parking, units: 1 }] },
});
assert.equal(amended.data?.lines[1]?.remaining, 1);

const missing = await api.GET("/bookings/{bookingId}", { params: booking("missing") });
assert(missing.error && "reason" in missing.error, "a missing booking has a reason");
assert.equal(missing.error.reason, "BOOKING_NOT_FOUND");

const invalid = await api.PUT("/bookings/{bookingId}", {
  params: booking("invalid"),
  body: { resourceId, units: 0 },
});
assert(invalid.error && "field" in invalid.error, "an invalid request names its field");
assert.equal(invalid.error.field, "units");
console.log(`TypeScript: held, confirmed, refused with ${refused.error.reason}, read and released`);

// Runs the example against the service at HOLDFAST_URL; infra/examples/run starts one.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { ASKS, ATTEMPTS, Holdfast, Rejected, Undecided, bookAndConfirm } from "./bookAndConfirm.js";

const URL_OF_SERVICE = process.env["HOLDFAST_URL"] ?? "";
assert.ok(URL_OF_SERVICE, "HOLDFAST_URL is not set");

const COMMITTED = { status: 201, body: { outcome: "COMMITTED", bookingId: "o.1" } };
const TRANSIENT = { status: 409, body: { outcome: "FAILED", reason: "CONTENTION", transient: true } };
const EXPIRED = { status: 409, body: { outcome: "FAILED", reason: "HOLD_EXPIRED", transient: false } };
const UNDECIDED = { status: 503, body: { title: "undecided" } };
const BROKEN = { status: 0, body: {} };

const paid = async () => true;
const notPaid = async () => false;
const never = async () => assert.fail("no refund was due");

async function define(capacity: number): Promise<string> {
  const resourceId = `ts-${randomUUID()}`;
  const reply = await fetch(`${URL_OF_SERVICE}/resources/${resourceId}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ capacity }),
  });
  assert.equal(reply.status, 201);
  return resourceId;
}

async function counters(resourceId: string): Promise<unknown[]> {
  const reply = await fetch(`${URL_OF_SERVICE}/resources/${resourceId}`);
  const image = (await reply.json()) as Record<string, number>;
  return [image["available"], image["held"], image["confirmed"]];
}

function sell(resourceId: string, pay: () => Promise<boolean>, id: string = randomUUID()) {
  return bookAndConfirm(new Holdfast(URL_OF_SERVICE), { id, resourceId, units: 1 }, pay, never);
}

/** Answers with a list of replies, one after the other, and keeps the requests. */
async function scripted(...replies: { status: number; body: object }[]) {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers["idempotency-key"] ?? ""}`.trim());
    const reply = replies.shift() ?? BROKEN;
    if (reply.status === 0) {
      request.socket.destroy();
    } else {
      response.writeHead(reply.status).end(JSON.stringify(reply.body));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const holdfast = new Holdfast(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {}, async () => {});
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { asked, holdfast, stop };
}

const ORDER = { id: "o", resourceId: "r", units: 1 };

test("a paid hold is confirmed, and the same order again takes nothing more", async () => {
  const resourceId = await define(2);
  const id = randomUUID();
  assert.deepEqual(await sell(resourceId, paid, id), { result: "sold", bookingId: `${id}.1` });
  assert.equal((await sell(resourceId, paid, id)).result, "sold");
  assert.deepEqual(await counters(resourceId), [1, 0, 1]);
});

test("an unpaid hold is released", async () => {
  const resourceId = await define(2);
  assert.equal((await sell(resourceId, notPaid)).result, "not paid");
  assert.deepEqual(await counters(resourceId), [2, 0, 0]);
});

test("a refused hold is reported as sold out", async () => {
  assert.deepEqual(await sell(await define(0), paid), { result: "sold out", reason: "INSUFFICIENT_CAPACITY" });
});

test("a wrong request is not repeated", async () => {
  const order = { id: randomUUID(), resourceId: "r", units: -1 };
  await assert.rejects(bookAndConfirm(new Holdfast(URL_OF_SERVICE), order, paid, never), Rejected);
});

test("no answer and 503 are asked again under the same id", async () => {
  const { asked, holdfast, stop } = await scripted(UNDECIDED, BROKEN, COMMITTED, UNDECIDED, COMMITTED);
  assert.equal((await bookAndConfirm(holdfast, ORDER, paid, never)).result, "sold");
  const confirm = "/bookings/o.1/confirm o.1:confirm.1";
  assert.deepEqual(asked, ["/bookings/o.1", "/bookings/o.1", "/bookings/o.1", confirm, confirm]);
  stop();
});

test("asking ends", async () => {
  const { asked, holdfast, stop } = await scripted(...Array<typeof UNDECIDED>(ASKS).fill(UNDECIDED));
  await assert.rejects(bookAndConfirm(holdfast, ORDER, paid, never), Undecided);
  assert.equal(asked.length, ASKS);
  stop();
});

test("a transient failure gets a new id a bounded number of times", async () => {
  const { asked, holdfast, stop } = await scripted(...Array<typeof TRANSIENT>(ATTEMPTS).fill(TRANSIENT));
  assert.deepEqual(await bookAndConfirm(holdfast, ORDER, paid, never), { result: "sold out", reason: "CONTENTION" });
  assert.deepEqual(asked, ["/bookings/o.1", "/bookings/o.2", "/bookings/o.3"]);
  stop();
});

test("the payment for an expired hold is refunded", async () => {
  const { holdfast, stop } = await scripted(COMMITTED, TRANSIENT, EXPIRED);
  const refunds: string[] = [];
  const sale = await bookAndConfirm(holdfast, ORDER, paid, async (booking) => void refunds.push(booking));
  assert.deepEqual(sale, { result: "too late", reason: "HOLD_EXPIRED" });
  assert.deepEqual(refunds, ["o.1"]);
  stop();
});

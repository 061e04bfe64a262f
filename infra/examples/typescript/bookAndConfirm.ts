/**
 * Book and confirm against Holdfast: hold, pay, then confirm or release. Needs only fetch.
 * The caller chooses the ids. Asking again with the same id is always safe: it returns an answer that was lost.
 */

/** Requests for one command until it has a verdict. */
export const ASKS = 6;
/** New ids that are tried after a transient failure. */
export const ATTEMPTS = 3;
/** Longer than the service may take. */
const TIMEOUT_MILLIS = 35_000;
const FIRST_PAUSE_MILLIS = 200;
const LONGEST_PAUSE_MILLIS = 5_000;

export type Verdict =
  | { outcome: "COMMITTED"; bookingId: string }
  | { outcome: "FAILED"; reason: string; transient: boolean };

export type Sale =
  | { result: "sold"; bookingId: string }
  | { result: "sold out"; reason: string }
  | { result: "not paid" }
  | { result: "too late"; reason: string };

/** No verdict. Ask again later with the same ids, or resolve the booking. */
export class Undecided extends Error {}
/** The request is not valid, however often it is sent. */
export class Rejected extends Error {}

type Pause = (millis: number) => Promise<void>;
const sleep: Pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** The HTTP API. `headers` holds what the deployed API requires, such as an Authorization. */
export class Holdfast {
  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string> = {},
    readonly pause: Pause = sleep,
  ) {}

  hold(bookingId: string, resourceId: string, units: number, holdFor: string): Promise<Verdict> {
    return this.decide("PUT", `/bookings/${bookingId}`, { body: { resourceId, units, holdFor } });
  }

  confirm(bookingId: string, key: string): Promise<Verdict> {
    return this.decide("POST", `/bookings/${bookingId}/confirm`, { key });
  }

  release(bookingId: string): Promise<Verdict> {
    return this.decide("POST", `/bookings/${bookingId}/release`, { key: `${bookingId}:release` });
  }

  /** Returns the verdict of one command. Until it has one, asks again with the same id, a bounded number of times. */
  private async decide(method: string, path: string, request: { body?: object; key?: string }): Promise<Verdict> {
    for (let ask = 0; ask < ASKS; ask++) {
      const { status, answer } = await this.send(method, path, request);
      if (answer.outcome === "COMMITTED" || answer.outcome === "FAILED") {
        return answer as unknown as Verdict;
      }
      if (status !== 0 && status !== 429 && status < 500) {
        throw new Rejected(`${status} ${JSON.stringify(answer)}`);
      }
      if (ask < ASKS - 1) {
        await this.pause(pauseMillis(ask));
      }
    }
    throw new Undecided(`${method} ${path}`);
  }

  private async send(method: string, path: string, request: { body?: object; key?: string }) {
    const headers: Record<string, string> = { "content-type": "application/json", ...this.headers };
    if (request.key !== undefined) {
      headers["idempotency-key"] = request.key;
    }
    try {
      const reply = await fetch(this.url.replace(/\/+$/, "") + path, {
        method,
        headers,
        body: request.body === undefined ? null : JSON.stringify(request.body),
        signal: AbortSignal.timeout(TIMEOUT_MILLIS),
      });
      return { status: reply.status, answer: object(await reply.text()) };
    } catch {
      return { status: 0, answer: {} as Record<string, unknown> };
    }
  }
}

/** Sells units to one order. */
export async function bookAndConfirm(
  holdfast: Holdfast,
  order: { id: string; resourceId: string; units: number; holdFor?: string },
  pay: (bookingId: string) => Promise<boolean>,
  refund: (bookingId: string) => Promise<void>,
): Promise<Sale> {
  const held = await untilNotTransient(holdfast, (attempt) =>
    holdfast.hold(`${order.id}.${attempt}`, order.resourceId, order.units, order.holdFor ?? "PT10M"),
  );
  if (held.outcome === "FAILED") {
    return { result: "sold out", reason: held.reason };
  }
  const bookingId = held.bookingId;
  if (!(await pay(bookingId))) {
    await holdfast.release(bookingId).catch((error: unknown) => {
      if (!(error instanceof Undecided)) throw error;
      // The hold expires by itself.
    });
    return { result: "not paid" };
  }
  const confirmed = await untilNotTransient(holdfast, (attempt) =>
    holdfast.confirm(bookingId, `${bookingId}:confirm.${attempt}`),
  );
  if (confirmed.outcome === "FAILED") {
    await refund(bookingId);
    return { result: "too late", reason: confirmed.reason };
  }
  return { result: "sold", bookingId };
}

/** Retries a transient failure under a new id: it says nothing about capacity, and is final under its own id. */
async function untilNotTransient(
  holdfast: Holdfast,
  command: (attempt: number) => Promise<Verdict>,
): Promise<Verdict> {
  for (let attempt = 1; ; attempt++) {
    const verdict = await command(attempt);
    if (verdict.outcome === "COMMITTED" || !verdict.transient || attempt === ATTEMPTS) {
      return verdict;
    }
    await holdfast.pause(pauseMillis(attempt));
  }
}

/** Grows with the attempts, and has jitter, so that callers refused together do not retry together. */
function pauseMillis(tries: number): number {
  return (0.5 + Math.random() / 2) * Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * 2 ** tries);
}

/** Returns the answer's JSON object, or an empty one if a proxy answered in another format. */
function object(text: string): Record<string, unknown> {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

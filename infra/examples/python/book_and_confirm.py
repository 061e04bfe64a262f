"""Book and confirm against Holdfast: hold, pay, then confirm or release. Needs the standard library only.

The caller chooses the ids. Asking again with the same id is always safe: it returns an answer that was lost.
"""
import json
import random
import time
import urllib.error
import urllib.request

ASKS = 6  # requests for one command until it has a verdict
ATTEMPTS = 3  # new ids that are tried after a transient failure
TIMEOUT_SECONDS = 35  # longer than the service may take
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5


class Undecided(Exception):
    """No verdict. Ask again later with the same ids, or resolve the booking."""


class Rejected(Exception):
    """The request is not valid, however often it is sent."""


class Holdfast:
    """The HTTP API. `headers` holds what the deployed API requires, such as an Authorization."""

    def __init__(self, url, headers=None, pause=time.sleep):
        self.url = url.rstrip("/")
        self.headers = dict(headers or {})
        self.pause = pause

    def hold(self, booking_id, resource_id, units, hold_for):
        body = {"resourceId": resource_id, "units": units, "holdFor": hold_for}
        return self.decide("PUT", f"/bookings/{booking_id}", body)

    def confirm(self, booking_id, key):
        return self.decide("POST", f"/bookings/{booking_id}/confirm", key=key)

    def release(self, booking_id):
        return self.decide("POST", f"/bookings/{booking_id}/release", key=f"{booking_id}:release")

    def decide(self, method, path, body=None, key=None):
        """Returns the verdict of one command. Until it has one, asks again with the same id, a bounded number of times."""
        for ask in range(ASKS):
            status, answer = self.send(method, path, body, key)
            if answer.get("outcome") in ("COMMITTED", "FAILED"):
                return answer
            if status != 0 and status != 429 and status < 500:
                raise Rejected(f"{status} {answer}")
            if ask < ASKS - 1:
                self.pause(pause_seconds(ask))
        raise Undecided(f"{method} {path}")

    def send(self, method, path, body, key):
        headers = {"content-type": "application/json", **self.headers}
        if key:
            headers["idempotency-key"] = key
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as reply:
                return reply.status, read(reply)
        except urllib.error.HTTPError as reply:
            return reply.code, read(reply)
        except OSError:
            return 0, {}


def book_and_confirm(holdfast, order_id, resource_id, units, pay, refund, hold_for="PT10M"):
    """Sells units to one order. Returns "sold", "sold out: REASON", "not paid" or "too late: REASON"."""
    held = hold(holdfast, order_id, resource_id, units, hold_for)
    if held["outcome"] == "FAILED":
        return f"sold out: {held['reason']}"
    booking_id = held["bookingId"]
    if not pay(booking_id):
        try:
            holdfast.release(booking_id)
        except Undecided:
            pass  # the hold expires by itself
        return "not paid"
    confirmed = confirm(holdfast, booking_id)
    if confirmed["outcome"] == "FAILED":
        refund(booking_id)
        return f"too late: {confirmed['reason']}"
    return "sold"


def hold(holdfast, order_id, resource_id, units, hold_for):
    """Holds the units. A transient failure says nothing about capacity, so the hold is tried again under a new id."""
    held = {}
    for attempt in range(1, ATTEMPTS + 1):
        held = holdfast.hold(f"{order_id}.{attempt}", resource_id, units, hold_for)
        if held["outcome"] == "COMMITTED" or not held["transient"]:
            return held
        holdfast.pause(pause_seconds(attempt))
    return held


def confirm(holdfast, booking_id):
    """Confirms the hold. A transient failure is final under its key, so each attempt has its own key."""
    confirmed = {}
    for attempt in range(1, ATTEMPTS + 1):
        confirmed = holdfast.confirm(booking_id, f"{booking_id}:confirm.{attempt}")
        if confirmed["outcome"] == "COMMITTED" or not confirmed["transient"]:
            return confirmed
        holdfast.pause(pause_seconds(attempt))
    return confirmed


def pause_seconds(tries):
    """Grows with the attempts, and has jitter, so that callers refused together do not retry together."""
    return random.uniform(0.5, 1) * min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2**tries)


def read(reply):
    """Returns the answer's JSON object, or an empty one if a proxy answered in another format."""
    try:
        answer = json.loads(reply.read())
    except (ValueError, OSError):
        return {}
    return answer if isinstance(answer, dict) else {}

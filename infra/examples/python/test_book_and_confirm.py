"""Runs the example against the service at HOLDFAST_URL; infra/examples/run starts one."""
import http.server
import json
import os
import threading
import unittest
import urllib.request
import uuid

from book_and_confirm import ASKS, ATTEMPTS, Holdfast, Rejected, Undecided, book_and_confirm

URL = os.environ["HOLDFAST_URL"]


def define(capacity):
    resource = f"py-{uuid.uuid4()}"
    request = urllib.request.Request(
        f"{URL}/resources/{resource}", json.dumps({"capacity": capacity}).encode(),
        {"content-type": "application/json"}, method="PUT")
    urllib.request.urlopen(request, timeout=35).close()
    return resource


def counters(resource):
    with urllib.request.urlopen(f"{URL}/resources/{resource}", timeout=35) as reply:
        image = json.load(reply)
    return image["available"], image["held"], image["confirmed"]


class Scripted(http.server.ThreadingHTTPServer):
    """Answers with a list of replies, one after the other, and keeps the requests."""

    def __init__(self, replies):
        super().__init__(("127.0.0.1", 0), Replying)
        self.replies, self.asked = list(replies), []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Replying(http.server.BaseHTTPRequestHandler):
    def reply(self):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self.server.asked.append((self.path, self.headers.get("idempotency-key")))
        status, body = self.server.replies.pop(0)
        if status == 0:
            self.close_connection = True
            return
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_PUT = do_POST = reply

    def log_message(self, *arguments):
        pass


COMMITTED = (201, {"outcome": "COMMITTED", "bookingId": "o.1"})
TRANSIENT = (409, {"outcome": "FAILED", "reason": "CONTENTION", "transient": True})
EXPIRED = (409, {"outcome": "FAILED", "reason": "HOLD_EXPIRED", "transient": False})
UNDECIDED = (503, {"title": "undecided"})


class BookAndConfirmTest(unittest.TestCase):
    def setUp(self):
        self.order = str(uuid.uuid4())
        self.refunds = []

    def sell(self, resource, paid=True):
        return book_and_confirm(Holdfast(URL), self.order, resource, 1, lambda booking: paid, self.refunds.append)

    def scripted(self, *replies):
        server = Scripted(replies)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server, Holdfast(server.url, pause=lambda seconds: None)

    def test_a_paid_hold_is_confirmed(self):
        resource = define(2)
        self.assertEqual("sold", self.sell(resource))
        self.assertEqual((1, 0, 1), counters(resource))

    def test_the_same_order_again_takes_nothing_more(self):
        resource = define(2)
        self.assertEqual(["sold", "sold"], [self.sell(resource), self.sell(resource)])
        self.assertEqual((1, 0, 1), counters(resource))

    def test_an_unpaid_hold_is_released(self):
        resource = define(2)
        self.assertEqual("not paid", self.sell(resource, paid=False))
        self.assertEqual((2, 0, 0), counters(resource))

    def test_a_refused_hold_is_reported_as_sold_out(self):
        self.assertEqual("sold out: INSUFFICIENT_CAPACITY", self.sell(define(0)))

    def test_a_wrong_request_is_not_repeated(self):
        with self.assertRaises(Rejected):
            book_and_confirm(Holdfast(URL), self.order, "r", -1, None, None)

    def test_no_answer_and_503_are_asked_again_under_the_same_id(self):
        server, holdfast = self.scripted(UNDECIDED, (0, {}), COMMITTED, UNDECIDED, COMMITTED)
        self.assertEqual("sold", book_and_confirm(holdfast, "o", "r", 1, lambda booking: True, None))
        self.assertEqual([("/bookings/o.1", None)] * 3 + [("/bookings/o.1/confirm", "o.1:confirm.1")] * 2, server.asked)

    def test_asking_ends(self):
        server, holdfast = self.scripted(*[UNDECIDED] * ASKS)
        with self.assertRaises(Undecided):
            book_and_confirm(holdfast, "o", "r", 1, None, None)
        self.assertEqual(ASKS, len(server.asked))

    def test_a_transient_failure_gets_a_new_id_a_bounded_number_of_times(self):
        server, holdfast = self.scripted(*[TRANSIENT] * ATTEMPTS)
        self.assertEqual("sold out: CONTENTION", book_and_confirm(holdfast, "o", "r", 1, None, None))
        self.assertEqual(["/bookings/o.1", "/bookings/o.2", "/bookings/o.3"], [path for path, key in server.asked])

    def test_a_confirm_that_lost_a_race_gets_a_new_key(self):
        server, holdfast = self.scripted(COMMITTED, TRANSIENT, COMMITTED)
        self.assertEqual("sold", book_and_confirm(holdfast, "o", "r", 1, lambda booking: True, None))
        self.assertEqual(["o.1:confirm.1", "o.1:confirm.2"], [key for path, key in server.asked[1:]])

    def test_the_payment_for_an_expired_hold_is_refunded(self):
        _, holdfast = self.scripted(COMMITTED, EXPIRED)
        self.assertEqual(
            "too late: HOLD_EXPIRED",
            book_and_confirm(holdfast, "o", "r", 1, lambda booking: True, self.refunds.append))
        self.assertEqual(["o.1"], self.refunds)


if __name__ == "__main__":
    unittest.main()

"""Invokes the consumer with real events: the local service of infra/examples/run writes them to HOLDFAST_EVENTS."""
import json
import os
import pathlib
import time
import unittest
import urllib.request
import uuid

import boto3

os.environ.update(AWS_ACCESS_KEY_ID="any", AWS_SECRET_ACCESS_KEY="any", AWS_DEFAULT_REGION="us-east-1")
os.environ["TICKETS"] = f"tickets-{uuid.uuid4()}"
boto3.client("dynamodb", endpoint_url=os.environ["DYNAMODB_URL"]).create_table(
    TableName=os.environ["TICKETS"], BillingMode="PAY_PER_REQUEST",
    AttributeDefinitions=[{"AttributeName": "eventId", "AttributeType": "S"}],
    KeySchema=[{"AttributeName": "eventId", "KeyType": "HASH"}])

import confirmed  # noqa: E402  (reads its settings when it is loaded, as on AWS)

URL = os.environ["HOLDFAST_URL"]
EVENTS = pathlib.Path(os.environ["HOLDFAST_EVENTS"])
LONGEST_WAIT_SECONDS = 60


def put(path, body):
    request = urllib.request.Request(
        URL + path, json.dumps(body).encode(), {"content-type": "application/json"}, method="PUT")
    urllib.request.urlopen(request, timeout=35).close()


def event_of(booking):
    """Returns the event of a booking, from the service's own stream."""
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    while time.monotonic() < deadline:
        for line in EVENTS.read_text().splitlines() if EVENTS.exists() else []:
            event = json.loads(line)
            if event["detail-type"] == "booking.confirmed" and event["detail"].get("bookingId") == booking:
                return event
        time.sleep(0.2)
    raise AssertionError(f"no booking.confirmed of {booking} in {EVENTS}")


class ConfirmedTest(unittest.TestCase):
    def test_one_booking_gets_one_ticket_however_often_its_event_is_delivered(self):
        resource, booking = f"rule-{uuid.uuid4()}", f"b-{uuid.uuid4()}"
        put(f"/resources/{resource}", {"capacity": 1})
        put(f"/bookings/{booking}", {"resourceId": resource, "units": 1})
        event = event_of(booking)

        self.assertEqual("holdfast", event["source"])
        self.assertEqual([True, False, False], [confirmed.handler(event, None)["issued"] for _ in range(3)])
        items = confirmed.table.scan()["Items"]
        self.assertEqual([booking], [item["bookingId"] for item in items])


if __name__ == "__main__":
    unittest.main()

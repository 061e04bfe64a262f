"""Books, holds, confirms and is refused, with only the code that openapi-python-client generates."""

import sys
import time

from holdfast import Client
from holdfast.api.bookings import amend, book, confirm, extend, read_booking, release
from holdfast.api.resources import define_resource
from holdfast.models import (
    AmendUnitsRequest,
    BookFailure,
    BookLinesRequest,
    BookOneRequest,
    CommittedBooking,
    DefineRequest,
    DefineVerdict,
    ExtendRequest,
    FailedBooking,
    InvalidRequest,
    LineRequest,
    ProblemWithReason,
    ReleaseRequest,
    TransitionVerdict,
)

client = Client(base_url=sys.argv[1])
run = f"py-{time.time_ns()}"
room, parking = f"{run}-room", f"{run}-parking"

for id in (room, parking):
    defined = define_resource.sync(
        id, client=client, idempotency_key=f"{id}-define", body=DefineRequest(capacity=2)
    )
    assert isinstance(defined, DefineVerdict) and defined.created, defined

held = book.sync(
    f"{run}-held",
    client=client,
    body=BookOneRequest(resource_id=room, units=2, hold_for="PT10M", reference="order 4711"),
)
assert isinstance(held, CommittedBooking) and held.state == "HELD", held

extended = extend.sync(f"{run}-held", client=client, body=ExtendRequest(hold_for="PT20M"))
assert isinstance(extended, TransitionVerdict) and extended.state == "HELD", extended

confirmed = confirm.sync(f"{run}-held", client=client)
assert isinstance(confirmed, TransitionVerdict), confirmed
assert confirmed.state == "CONFIRMED", confirmed

refused = book.sync(
    f"{run}-refused",
    client=client,
    body=BookLinesRequest(
        lines=[LineRequest(resource_id=parking, units=1), LineRequest(resource_id=room, units=1)]
    ),
)
assert isinstance(refused, BookFailure), refused
assert refused.reason == "INSUFFICIENT_CAPACITY" and not refused.transient, refused
assert refused.evidence.requested == 1 and refused.evidence.available == 0, refused

read = read_booking.sync(f"{run}-refused", client=client)
assert isinstance(read, FailedBooking), read
assert read.reason == "INSUFFICIENT_CAPACITY", read
assert read.evidence.resource_id == room, read

released = release.sync(
    f"{run}-held", client=client, idempotency_key=f"{run}-release", body=ReleaseRequest(units=1)
)
assert isinstance(released, TransitionVerdict) and released.lines[0].remaining == 1, released

amended = amend.sync(f"{run}-held", client=client, body=AmendUnitsRequest(units=2))
assert isinstance(amended, TransitionVerdict) and amended.lines[0].remaining == 2, amended

missing = read_booking.sync(f"{run}-missing", client=client)
assert isinstance(missing, ProblemWithReason), missing
assert missing.reason == "BOOKING_NOT_FOUND", missing

invalid = book.sync(
    f"{run}-invalid", client=client, body=BookOneRequest(resource_id=room, units=0)
)
assert isinstance(invalid, InvalidRequest) and invalid.field == "units", invalid
print(f"Python: held, confirmed, refused with {refused.reason}, read and released")

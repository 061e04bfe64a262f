"""Issues one ticket for each confirmed booking, however often its event is delivered."""
import os

import boto3

table = boto3.resource("dynamodb", endpoint_url=os.environ.get("DYNAMODB_URL")).Table(os.environ["TICKETS"])


def handler(event, context):
    """Writes the ticket if it is absent: the item is the effect. Another effect (a mail) follows from the table's stream.

    If the function marked the event first and acted afterwards, it would lose the effect by ending in between.
    """
    detail = event["detail"]
    try:
        table.put_item(
            Item={"eventId": detail["eventId"], "bookingId": detail["bookingId"], "confirmedAt": event["time"]},
            ConditionExpression="attribute_not_exists(eventId)",
        )
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        return {"eventId": detail["eventId"], "issued": False}
    return {"eventId": detail["eventId"], "issued": True}

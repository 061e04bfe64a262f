"""Issues one ticket for each booking that is confirmed, however often its event is delivered."""
import os

import boto3

table = boto3.resource("dynamodb", endpoint_url=os.environ.get("DYNAMODB_URL")).Table(os.environ["TICKETS"])


def handler(event, context):
    """The effect is the item itself, written if it is absent. An effect elsewhere (a mail) follows from the table's stream.

    To mark the event first and act afterwards would lose the effect if the function ended in between.
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

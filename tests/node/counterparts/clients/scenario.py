"""The scenario of other_clients.test.ts, by twilio-python through the sandbox's proxy."""
import json
import os
import urllib.request
from datetime import datetime, timedelta, timezone

from twilio.rest import Client

sandbox, webhook, number, customer = (
    os.environ[name] for name in ("SANDBOX", "WEBHOOK", "NUMBER_SID", "CUSTOMER")
)


def control(path, value=None):
    """Drives the sandbox, which is not a thing of Twilio's client."""
    headers = {"Content-Type": "application/json"}
    data = json.dumps(value or {}).encode()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(f"{sandbox}/_sandbox/{path}", data, headers, method="POST")
    with opener.open(request) as answer:
        return answer.read()


client = Client(os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"])
# This version reads the proxy of the environment, and of the certificate nothing; newer ones do both.
client.http_client.session.verify = os.environ["REQUESTS_CA_BUNDLE"]
service = client.messaging.services.create(
    friendly_name="Other clients", inbound_request_url=webhook, use_inbound_webhook_on_number=False
)
client.messaging.services(service.sid).phone_numbers.create(phone_number_sid=number)
pool = client.messaging.services(service.sid).phone_numbers.list()
sent = client.messages.create(to=customer, messaging_service_sid=service.sid, body="Hello")
control("deliver")
delivered = client.messages(sent.sid).fetch()
control("inbound", {"from": customer, "to": pool[0].phone_number, "body": "Ping"})
control("deliver")
received = client.messages.list(from_=customer)
replied = [one.body for one in client.messages.list(to=customer) if one.body != "Hello"]
later = client.messages.create(
    to=customer,
    messaging_service_sid=service.sid,
    body="Later",
    schedule_type="fixed",
    send_at=datetime.now(timezone.utc) + timedelta(hours=1),
)
canceled = client.messages(later.sid).update(status="canceled")
control("reset")
left = client.messages.list()
print(
    json.dumps(
        {
            "service": service.friendly_name,
            "pool": [one.phone_number for one in pool],
            "sent": sent.status,
            "delivered": delivered.status,
            "received": [[one.direction, one.body] for one in received],
            "replied": replied,
            "scheduled": later.status,
            "canceled": canceled.status,
            "left": len(left),
        }
    )
)

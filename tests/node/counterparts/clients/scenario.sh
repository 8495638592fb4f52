#!/bin/bash
# The scenario of other_clients.test.ts, by curl: at the sandbox itself, without its proxy.
set -euo pipefail

account="$SANDBOX/2010-04-01/Accounts/$TWILIO_ACCOUNT_SID"
services="$SANDBOX/v1/Services"

ask() { curl --silent --show-error --fail --noproxy '*' -u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN" "$@"; }
control() { curl --silent --show-error --fail --noproxy '*' --json "${2:-{\}}" "$SANDBOX/_sandbox/$1" > /dev/null; }
member() { "$NODE" -pe 'const value = JSON.parse(fs.readFileSync(0)); JSON.stringify('"$1"')'; }
text() { member "$1" | tr -d '"'; }

service=$(ask "$services" -d FriendlyName="Other clients" --data-urlencode InboundRequestUrl="$WEBHOOK" \
  -d UseInboundWebhookOnNumber=false)
sid=$(text value.sid <<< "$service")
ask "$services/$sid/PhoneNumbers" -d PhoneNumberSid="$NUMBER_SID" > /dev/null
pool=$(ask "$services/$sid/PhoneNumbers" | member 'value.phone_numbers.map((one) => one.phone_number)')
number=$(text 'value[0]' <<< "$pool")
sent=$(ask "$account/Messages.json" --data-urlencode To="$CUSTOMER" -d MessagingServiceSid="$sid" -d Body=Hello)
control deliver
delivered=$(ask "$account/Messages/$(text value.sid <<< "$sent").json")
control inbound "{ \"from\": \"$CUSTOMER\", \"to\": \"$number\", \"body\": \"Ping\" }"
control deliver
received=$(ask --get "$account/Messages.json" --data-urlencode From="$CUSTOMER")
written=$(ask --get "$account/Messages.json" --data-urlencode To="$CUSTOMER")
at=$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)
later=$(ask "$account/Messages.json" --data-urlencode To="$CUSTOMER" -d MessagingServiceSid="$sid" \
  -d Body=Later -d ScheduleType=fixed -d SendAt="$at")
canceled=$(ask "$account/Messages/$(text value.sid <<< "$later").json" -d Status=canceled)
control reset
left=$(ask "$account/Messages.json")

cat <<END
{
  "service": $(member value.friendly_name <<< "$service"),
  "pool": $pool,
  "sent": $(member value.status <<< "$sent"),
  "delivered": $(member value.status <<< "$delivered"),
  "received": $(member 'value.messages.map((one) => [one.direction, one.body])' <<< "$received"),
  "replied": $(member 'value.messages.map((one) => one.body).filter((body) => body !== "Hello")' <<< "$written"),
  "scheduled": $(member value.status <<< "$later"),
  "canceled": $(member value.status <<< "$canceled"),
  "left": $(member value.messages.length <<< "$left")
}
END

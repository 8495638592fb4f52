#!/bin/bash
# The scenario of other_clients.test.ts, by Twilio's own command line through the sandbox's proxy.
set -euo pipefail

control() { curl --silent --show-error --fail --noproxy '*' --json "${2:-{\}}" "$SANDBOX/_sandbox/$1" > /dev/null; }
member() { "$NODE" -pe 'const value = JSON.parse(fs.readFileSync(0)); JSON.stringify('"$1"')'; }
text() { member "$1" | tr -d '"'; }
ask() { "$TWILIO_CLI" "$@" -o json 2>> "$HOME/cli.log"; }

service=$(ask api:messaging:v1:services:create --friendly-name "Other clients" \
  --inbound-request-url "$WEBHOOK" --no-use-inbound-webhook-on-number)
sid=$(text 'value[0].sid' <<< "$service")
ask api:messaging:v1:services:phone-numbers:create --service-sid "$sid" --phone-number-sid "$NUMBER_SID" > /dev/null
pool=$(ask api:messaging:v1:services:phone-numbers:list --service-sid "$sid" | member 'value.map((one) => one.phoneNumber)')
number=$(text 'value[0]' <<< "$pool")
sent=$(ask api:core:messages:create --to "$CUSTOMER" --messaging-service-sid "$sid" --body Hello)
control deliver
delivered=$(ask api:core:messages:fetch --sid "$(text 'value[0].sid' <<< "$sent")")
control inbound "{ \"from\": \"$CUSTOMER\", \"to\": \"$number\", \"body\": \"Ping\" }"
control deliver
received=$(ask api:core:messages:list --from "$CUSTOMER" --properties direction,body)
written=$(ask api:core:messages:list --to "$CUSTOMER" --properties direction,body)
at=$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)
later=$(ask api:core:messages:create --to "$CUSTOMER" --messaging-service-sid "$sid" --body Later \
  --schedule-type fixed --send-at "$at")
canceled=$(ask api:core:messages:update --sid "$(text 'value[0].sid' <<< "$later")" --status canceled)
control reset
left=$(ask api:core:messages:list)

cat <<END
{
  "service": $(member 'value[0].friendlyName' <<< "$service"),
  "pool": $pool,
  "sent": $(member 'value[0].status' <<< "$sent"),
  "delivered": $(member 'value[0].status' <<< "$delivered"),
  "received": $(member 'value.map((one) => [one.direction, one.body])' <<< "$received"),
  "replied": $(member 'value.map((one) => one.body).filter((body) => body !== "Hello")' <<< "$written"),
  "scheduled": $(member 'value[0].status' <<< "$later"),
  "canceled": $(member 'value[0].status' <<< "$canceled"),
  "left": $(member value.length <<< "${left:-[]}")
}
END

#!/usr/bin/env bash
# Sends the file $3 (or standard input) to the event type $2 of the gateway at $1, signed. Needs curl and openssl.
#   FRESHET_KEY=till-4 FRESHET_SECRET=<base64> ./send.sh http://127.0.0.1:8080 sensor-readings event.json
set -euo pipefail

body=$(mktemp)
trap 'rm -f "$body"' EXIT
cat "${3:--}" >"$body"

secret=$(printf %s "$FRESHET_SECRET" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
target="/v1/events/$2"
time=$(date +%s)
nonce=$(openssl rand -hex 16)
sum=$(openssl dgst -sha256 -r "$body" | cut -d ' ' -f 1)
mac=$(printf 'freshet-hmac-sha256-v1\nPOST\n%s\n%s\n%s\n%s' "$target" "$time" "$nonce" "$sum" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$secret" -r | cut -d ' ' -f 1)

curl --silent --show-error --fail-with-body "$1$target" \
  --header 'Content-Type: application/json' \
  --header "Freshet-Signature: v1 key=$FRESHET_KEY, t=$time, nonce=$nonce, mac=$mac" \
  --data-binary "@$body"

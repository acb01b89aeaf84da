#!/usr/bin/env python3
"""Sends a file (or standard input) to an event type of the gateway, signed.

FRESHET_KEY=till-4 FRESHET_SECRET=<base64> ./send.py http://127.0.0.1:8080 sensor-readings event.json
"""
import base64
import hashlib
import hmac
import os
import secrets
import sys
import time
import urllib.request

gateway, event_type = sys.argv[1:3]
body = open(sys.argv[3], "rb").read() if len(sys.argv) > 3 else sys.stdin.buffer.read()

target = f"/v1/events/{event_type}"
now = int(time.time())
nonce = secrets.token_hex(16)
text = "\n".join(
    ["freshet-hmac-sha256-v1", "POST", target, str(now), nonce, hashlib.sha256(body).hexdigest()]
)
secret = base64.b64decode(os.environ["FRESHET_SECRET"])
mac = hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()

request = urllib.request.Request(
    gateway + target,
    data=body,
    headers={
        "Content-Type": "application/json",
        "Freshet-Signature": f"v1 key={os.environ['FRESHET_KEY']}, t={now}, nonce={nonce}, mac={mac}",
    },
)
print(urllib.request.urlopen(request).read().decode())

#!/usr/bin/env node
// Sends a file (or standard input) to an event type of the gateway, signed.
//   FRESHET_KEY=till-4 FRESHET_SECRET=<base64> ./send.mjs http://127.0.0.1:8080 sensor-readings event.json
import { createHash, createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

const [gateway, type, file] = process.argv.slice(2);
const body = readFileSync(file ?? 0);

const target = `/v1/events/${type}`;
const time = Math.floor(Date.now() / 1000);
const nonce = randomBytes(16).toString("hex");
const sum = createHash("sha256").update(body).digest("hex");
const text = ["freshet-hmac-sha256-v1", "POST", target, time, nonce, sum].join("\n");
const mac = createHmac("sha256", Buffer.from(process.env.FRESHET_SECRET, "base64")).update(text).digest("hex");

const answer = await fetch(gateway + target, {
  method: "POST",
  headers: {
    "Content-Type": "application/json",
    "Freshet-Signature": `v1 key=${process.env.FRESHET_KEY}, t=${time}, nonce=${nonce}, mac=${mac}`,
  },
  body,
});
console.log(await answer.text());
process.exit(answer.ok ? 0 : 1);

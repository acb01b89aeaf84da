// Sends events with the SDKs of others until it is told to stop, then waits until every one of them has been taken.
//
//   node senders.mjs GATEWAY CHROMIUM
//
// Each event bears a mark of its own (segment-node-17). Says on standard output, one JSON object per line, how many events each SDK
// has made, how many were answered with success, and how often one was not. A line "stop" on standard input ends the sending.
import {createInterface} from 'node:readline';
import {setTimeout as sleep} from 'node:timers/promises';
import {Analytics} from '@segment/analytics-node';
import {newTracker, buildSelfDescribingEvent} from '@snowplow/node-tracker';
import {CloudEvent, Mode, emitterFor, httpTransport} from 'cloudevents';
import {openPages} from './pages.mjs';

const [gateway, chromium] = process.argv.slice(2);
const PACE = 400;
const PATIENCE = 240_000;
const SCHEMA = 'iglu:io.freshet/conformance/jsonschema/1-0-0';

class Sdk {
  constructor(name) {
    this.name = name;
    this.made = 0;
    this.taken = new Set();
    this.failures = 0;
  }
  mark() {
    return `${this.name}-${this.made++}`;
  }
  // Which of its events a body holds; a body of base64 holds them too.
  took(body) {
    for (const found of marks(this.name, body)) this.taken.add(found);
  }
  isDone() {
    return this.taken.size === this.made;
  }
}

function marks(name, body) {
  const texts = [body];
  for (const [, encoded] of body.matchAll(/"ue_px":"([^"]+)"/g)) texts.push(Buffer.from(encoded, 'base64url').toString());
  return texts.flatMap(text => [...text.matchAll(new RegExp(`${name}-\\d+`, 'g'))].map(m => m[0]));
}

function segmentNode() {
  const sdk = new Sdk('segment-node');
  const analytics = new Analytics({writeKey: 'conformance', host: gateway, flushAt: 3, flushInterval: 300});
  return Object.assign(sdk, {
    send() {
      const n = sdk.mark();
      analytics.track({userId: 'node-user', event: 'conformance', properties: {n}}, error => {
        if (error) sdk.failures++;
        else sdk.taken.add(n);
      });
    },
    watch() {
      analytics.on('http_response', ({status}) => { if (status !== 200) sdk.failures++; });
    },
    flush: async () => {},
  });
}

function snowplowNode() {
  const sdk = new Sdk('snowplow-node');
  const tracker = newTracker({namespace: 'node', appId: 'conformance', encodeBase64: true}, {
    endpoint: gateway,
    bufferSize: 2,
    onRequestSuccess: events => sdk.took(JSON.stringify(events)),
    onRequestFailure: () => sdk.failures++,
  });
  return Object.assign(sdk, {
    send: () => tracker.track(buildSelfDescribingEvent({event: {schema: SCHEMA, data: {n: sdk.mark()}}})),
    watch() {},
    flush: async () => tracker.flush(),
  });
}

// This SDK makes requests and leaves it to its user to make them again.
function cloudEvents() {
  const sdk = new Sdk('cloudevents');
  const modes = [Mode.BINARY, Mode.STRUCTURED].map(mode => emitterFor(httpTransport(`${gateway}/v1/events`), {mode}));
  async function deliver(n, emit) {
    const data = {timestamp: Date.now(), user_id: 'ce-user', action: 'view', page: n};
    const event = new CloudEvent({id: n, type: 'user-activity', source: '/conformance', subject: `about-${n}`, data});
    for (;;) {
      try {
        const answer = await emit(event);
        if (JSON.parse(answer.body).accepted === 1) return void sdk.taken.add(n);
      } catch { /* counted below */ }
      sdk.failures++;
      await sleep(1000);
    }
  }
  return Object.assign(sdk, {
    send: () => void deliver(sdk.mark(), modes[sdk.made % modes.length]),
    watch() {},
    flush: async () => {},
  });
}

const report = (sdks, more = {}) => console.log(JSON.stringify({
  ...more,
  sdks: Object.fromEntries(sdks.map(s => [s.name, {made: s.made, taken: s.taken.size, failures: s.failures}])),
}));

const pages = await openPages(gateway, chromium, name => new Sdk(name));
const sdks = [segmentNode(), snowplowNode(), cloudEvents(), ...pages.sdks];
sdks.forEach(sdk => sdk.watch());
let stopped = false;
createInterface({input: process.stdin}).on('line', line => { stopped ||= line === 'stop'; }).on('close', () => { stopped = true; });

let turn = 0;
while (!stopped) {
  for (const sdk of sdks) await sdk.send();
  if (turn++ % 5 === 0) report(sdks);
  await sleep(PACE);
}
const deadline = Date.now() + PATIENCE;
while (!sdks.every(sdk => sdk.isDone()) && Date.now() < deadline) {
  for (const sdk of sdks) await sdk.flush();
  report(sdks);
  await sleep(1000);
}
report(sdks, {done: sdks.every(sdk => sdk.isDone())});
await pages.close();
process.exit(sdks.every(sdk => sdk.isDone()) ? 0 : 1);

// Fifty devices of MQTT.js, each with its share of the readings of a room, and two clients of QoS 2 beside them.
//
//   node devices.mjs MQTT-URL CSV
//
// Says on standard output, one JSON object per line, how many messages were made and how many were acknowledged, and ends when all are.
// A reading goes to sites/lab/devices/desk-N/telemetry, QoS 1; a page view to events/user-activity, QoS 2, by MQTT 5 and by 3.1.1.
import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import mqtt from 'mqtt';

const [url, csv] = process.argv.slice(2);
const DEVICES = 50;
const VIEWS = 400;
const PACE = 25;
const PATIENCE = 240_000;
const COLUMNS = ['temperature', 'humidity', 'light', 'co2', 'humidity_ratio', 'occupancy'];

const readings = readFileSync(csv, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map(line => {
    const [, date, ...values] = line.split(',').map(cell => cell.replaceAll('"', '').trim());
    return {
      timestamp: date.replace(' ', 'T') + 'Z',
      ...Object.fromEntries(COLUMNS.map((name, i) => [name, Number(values[i])])),
    };
  });

const counts = {made: 0, told: 0, refused: 0, exactly: 0};

function client(name, version) {
  const opened = mqtt.connect(url, {
    clientId: `conformance-${name}`,
    clean: false,
    protocolVersion: version,
    ...(version === 5 ? {properties: {sessionExpiryInterval: 3600}} : {}),
    reconnectPeriod: 300,
    connectTimeout: 20_000,
  });
  opened.on('error', () => {});
  return opened;
}

function publish(from, topic, event, qos, told) {
  counts.made++;
  return new Promise(resolve =>
    from.publish(topic, JSON.stringify(event), {qos}, error => {
      if (error) counts.refused++;
      else told();
      resolve();
    }));
}

async function device(number) {
  const own = client(`desk-${number}`, number % 2 ? 5 : 4);
  for (let i = number; i < readings.length; i += DEVICES) {
    await publish(own, `sites/lab/devices/desk-${number}/telemetry`, readings[i], 1, () => counts.told++);
    await sleep(PACE);
  }
  await own.endAsync();
}

async function visitor(version) {
  const own = client(`visitor-${version}`, version);
  for (let n = 0; n < VIEWS; n++) {
    const event = {timestamp: 1_763_633_730_000 + n, user_id: `mqtt-${version}`, action: 'view', page: `/exactly/${n}`, country: 'CH'};
    await publish(own, 'events/user-activity', event, 2, () => counts.exactly++);
    await sleep(PACE);
  }
  await own.endAsync();
}

const report = setInterval(() => console.log(JSON.stringify(counts)), 200);
const all = Promise.all([
  ...Array.from({length: DEVICES}, (_, i) => device(i)),
  visitor(4),
  visitor(5),
]);
await Promise.race([all, sleep(PATIENCE, undefined, {ref: false}).then(() => { throw new Error('not all was acknowledged in time'); })]);
clearInterval(report);
console.log(JSON.stringify({...counts, done: true}));
process.exit(0);

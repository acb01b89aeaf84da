// What pages may do in Chromium: one of an origin that may send, one of an origin that may not.
//
//   node cors.mjs GATEWAY CHROMIUM
//
// Says on standard output, as one JSON object, what each page saw: for every attempt a status and a body, or the error instead.
import {createServer} from 'node:http';
import {chromium as browsers} from 'playwright-core';

const [gateway, executablePath] = process.argv.slice(2);
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-dev-shm-usage', '--host-resolver-rules=MAP elsewhere.test 127.0.0.1'];

// Runs in the page.
async function attempts([base, user]) {
  const event = JSON.stringify({timestamp: 1, user_id: user, action: 'view'});
  const path = '/v1/events/user-activity';
  async function attempt(to, init) {
    try {
      const answer = await fetch(base + to, {method: 'POST', body: event, ...init});
      return {status: answer.status, body: await answer.text()};
    } catch (error) {
      return {error: error.name};
    }
  }
  const json = {'Content-Type': 'application/json'};
  return {
    simple: await attempt(path, {headers: {'Content-Type': 'text/plain'}}),
    preflighted: await attempt(path, {headers: {...json, 'X-Freshet-Key': 'k'}}),
    credentials: await attempt(path, {headers: json, credentials: 'include'}),
    rejected: await attempt(path, {headers: json, body: '{"user_id":1}'}),
    unknown: await attempt('/v1/events/no-such-type', {headers: json}),
    unsupported: await attempt(path, {headers: {'Content-Type': 'image/png'}}),
    method: await attempt(path, {method: 'DELETE', body: undefined}),
    beacon: {sent: navigator.sendBeacon(base + path, event)},
  };
}

const server = createServer((request, response) => {
  response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end('<!DOCTYPE html><title>A page</title>');
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const browser = await browsers.launch({executablePath, headless: true, args: ARGUMENTS});
const seen = {};
for (const [name, host] of [['here', '127.0.0.1'], ['elsewhere', 'elsewhere.test']]) {
  const page = await browser.newPage();
  const beacon = page.waitForEvent('requestfinished', {predicate: r => r.resourceType() === 'ping', timeout: 20_000}).catch(() => null);
  await page.goto(`http://${host}:${server.address().port}/`);
  seen[name] = await page.evaluate(attempts, [gateway, `page-${name}`]);
  await Promise.race([beacon, new Promise(passed => setTimeout(passed, 3_000))]);
}
console.log(JSON.stringify(seen));
await browser.close();
server.close();

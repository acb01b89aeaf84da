// The browser SDKs in Chromium, on a page of another origin than the gateway's. What is taken is seen from outside, on the wire.
import {createServer} from 'node:http';
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {chromium as browsers} from 'playwright-core';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-dev-shm-usage'];
const FILES = {
  '/': ['page.html', 'text/html; charset=utf-8'],
  '/segment.js': ['node_modules/@segment/analytics-next/dist/umd/index.js', 'text/javascript'],
  '/snowplow.js': ['node_modules/@snowplow/browser-tracker/dist/index.umd.min.js', 'text/javascript'],
};

function serve() {
  const server = createServer(async (request, response) => {
    const file = FILES[new URL(request.url, 'http://page').pathname];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, {'content-type': file[1]}).end(await readFile(fileURLToPath(new URL(file[0], import.meta.url))));
  });
  return new Promise(ready => server.listen(0, '127.0.0.1', () => ready(server)));
}

function watch(page, sdk, path) {
  page.on('response', response => {
    const request = response.request();
    if (request.method() !== 'POST' || !new URL(request.url()).pathname.startsWith(path)) return;
    if (response.status() === 200) sdk.took(request.postData() ?? '');
    else sdk.failures++;
  });
  page.on('requestfailed', request => {
    if (request.method() === 'POST' && new URL(request.url()).pathname.startsWith(path)) sdk.failures++;
  });
}

export async function openPages(gateway, executablePath, newSdk) {
  const server = await serve();
  const browser = await browsers.launch({executablePath, headless: true, args: ARGUMENTS});
  const page = await browser.newPage();
  page.on('pageerror', error => console.error(`page: ${error.message}`));
  page.on('console', message => { if (message.type() === 'error') console.error(`page: ${message.text()}`); });
  const segment = newSdk('segment-browser');
  const snowplow = newSdk('snowplow-browser');
  watch(page, segment, '/v1/t');
  watch(page, snowplow, '/com.snowplowanalytics.snowplow/tp2');
  await page.goto(`http://127.0.0.1:${server.address().port}/?gateway=${encodeURIComponent(gateway)}`);
  await page.waitForFunction(() => window.ready === true, undefined, {timeout: 30_000});
  const call = (name, ...values) => page.evaluate(([f, v]) => { window[f](...v); }, [name, values]);
  return {
    sdks: [
      Object.assign(segment, {send: () => call('sendSegment', segment.mark()), watch() {}, flush: async () => {}}),
      Object.assign(snowplow, {
        send: () => call('sendSnowplow', snowplow.mark()), watch() {}, flush: () => call('flushSnowplow'),
      }),
    ],
    async close() {
      await browser.close();
      server.close();
    },
  };
}

// Opens the Swagger UI of every service in a real browser and does what a person would: call an operation and be
// refused, authorize with a token, call it again and be answered. Prints one line for each service.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.js';
import { accessToken, services } from './platform.js';
import { callBeforeAndAfterAuthorizing } from './swagger-ui.js';

const screenshots = fileURLToPath(new URL('screenshots/', import.meta.url));

async function check(browser, service, token) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  // A refused call is what the first half of the check is about; everything else that fails is a fault.
  page.on('requestfailed', (request) => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
  try {
    const path = await callBeforeAndAfterAuthorizing(page, service, token, screenshots);
    if (complaints.length > 0) {
      throw new Error(`the page complains: ${complaints.join('; ')}`);
    }
    return `GET ${path} 401 without a token, 200 with it`;
  } catch (failure) {
    await page.screenshot({ path: `${screenshots}${service.name}-failed.png`, fullPage: true }).catch(() => {});
    throw failure;
  } finally {
    await context.close();
  }
}

async function main() {
  const chosen = services(process.argv.slice(2));
  const token = await accessToken();
  await mkdir(screenshots, { recursive: true });
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    // Chromium's own sandbox does not work for root, as which containers often run.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  let failed = 0;
  try {
    for (const service of chosen) {
      const started = performance.now();
      const outcome = await check(browser, service, token).then(
        (done) => `ok      ${done}`,
        (failure) => {
          failed++;
          return `FAILED  ${failure.message.split('\n')[0]}`;
        },
      );
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${service.name.padEnd(17)} ${service.swaggerUi}  ${outcome}  (${seconds} s)`);
    }
  } finally {
    await browser.close();
  }
  if (failed > 0) {
    console.error(`${failed} of ${chosen.length} failed; see ${screenshots}`);
  }
  return failed === 0 ? 0 : 1;
}

main().then(
  (code) => { process.exitCode = code; },
  (failure) => {
    console.error(failure.message);
    process.exitCode = 2;
  },
);

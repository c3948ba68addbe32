/**
 * Calls one operation in the service's Swagger UI without a token, authorizes, and calls it again. Fails unless it is
 * refused first and answered then. Returns the path that was called.
 */
export async function callBeforeAndAfterAuthorizing(page, service, token, screenshots) {
  const path = await guardedPath(service);
  await page.goto(service.swaggerUi);
  const operation = page.locator('.opblock-get').filter({
    has: page.locator(`.opblock-summary-path[data-path="${path}"]`),
  });
  await operation.locator('.opblock-summary').click();
  await operation.locator('.try-out__btn').click();

  await execute(page, operation, path, 401);
  await authorize(page, token);
  await page.screenshot({ path: `${screenshots}${service.name}-authorized.png` });
  await execute(page, operation, path, 200);
  await operation.scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${screenshots}${service.name}-called.png`, fullPage: true });
  return path;
}

/** The first path, in the order of the description, that can be read with nothing but a token. */
async function guardedPath(service) {
  const answer = await fetch(`${service.url}/v3/api-docs`);
  if (answer.status !== 200) {
    throw new Error(`/v3/api-docs answers ${answer.status}`);
  }
  const description = await answer.json();
  for (const [path, operations] of Object.entries(description.paths)) {
    const parameters = operations.get?.parameters ?? [];
    if (operations.get && !path.includes('{') && !parameters.some((parameter) => parameter.required)) {
      const refused = await fetch(service.url + path);
      if (refused.status === 401) {
        return path;
      }
    }
  }
  throw new Error('no operation can be read with nothing but a token');
}

/** Presses Execute and waits for the answer to this call, both on the wire and in the page. */
async function execute(page, operation, path, expected) {
  const [response] = await Promise.all([
    page.waitForResponse((answer) => new URL(answer.url()).pathname === path, { timeout: 30_000 }),
    operation.locator('.btn.execute').click(),
  ]);
  if (response.status() !== expected) {
    throw new Error(`GET ${path} answers ${response.status()} where ${expected} is expected`);
  }
  await operation.locator('.live-responses-table .response-col_status', { hasText: String(expected) }).first()
    .waitFor({ timeout: 30_000 });
}

async function authorize(page, token) {
  await page.locator('.auth-wrapper .btn.authorize').click();
  const dialog = page.locator('.dialog-ux .modal-ux');
  await dialog.locator('.auth-container input').first().fill(token);
  await dialog.locator('.auth-btn-wrapper .btn.authorize').first().click();
  await dialog.locator('.auth-btn-wrapper .btn-done').first().click();
  await dialog.waitFor({ state: 'detached' });
}

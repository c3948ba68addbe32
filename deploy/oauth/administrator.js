import { readFile } from 'node:fs/promises';

export const issuer = process.env.SLUICE_AUTH ?? 'http://127.0.0.1:8081';

/** What the administrator of a running auth-service can do for this check. */
export async function administrator() {
  const { email, password } = await credentials();
  const session = await call('POST', '/auth/signin', null, { email, password }, 200);
  const send = (method, path, body, status) => call(method, path, session.access_token, body, status);
  return {
    session,
    register: (client) => send('POST', '/admin/clients', client, 201),
    remove: (id) => send('DELETE', `/admin/clients/${id}`, null, 204),
  };
}

async function call(method, path, token, body, expected) {
  const headers = { 'Content-Type': 'application/json', 'If-Match': '*' };
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  const answer = await fetch(issuer + path, { method, headers, body: body && JSON.stringify(body) })
    .catch(() => {
      throw new Error(`Nothing answers at ${issuer}. Start the platform: deploy/run --detach`);
    });
  if (answer.status !== expected) {
    throw new Error(`${method} ${path} answers ${answer.status} where ${expected} is expected`);
  }
  return answer.status === 204 ? null : answer.json();
}

/** Those of the environment, or of the local run. */
async function credentials() {
  if (process.env.SLUICE_ADMIN_EMAIL) {
    return { email: process.env.SLUICE_ADMIN_EMAIL, password: process.env.SLUICE_ADMIN_PASSWORD };
  }
  const file = new URL('../../.sluice/credentials.env', import.meta.url);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error('There is no .sluice/credentials.env. Start the platform: deploy/run --detach');
  });
  const value = (name) => new RegExp(`^${name}=(['"]?)(.*)\\1$`, 'm').exec(text)?.[2];
  return { email: value('SLUICE_ADMIN_EMAIL'), password: value('SLUICE_ADMIN_PASSWORD') };
}

import { readFile } from 'node:fs/promises';

const ports = {
  'auth-service': 8081,
  'approval-service': 8082,
  'ingest-service': 8083,
  'flag-service': 8084,
  'catalog-sync': 8085,
};

/** The services of those names, or all of the local run. SLUICE_HOST says where they run, if not here. */
export function services(names) {
  const unknown = names.filter((name) => !(name in ports));
  if (unknown.length > 0) {
    throw new Error(`No such service: ${unknown.join(', ')}. There are ${Object.keys(ports).join(', ')}.`);
  }
  return (names.length > 0 ? names : Object.keys(ports)).map((name) => ({
    name,
    url: url(name),
    swaggerUi: `${url(name)}/swagger-ui.html`,
  }));
}

/** SLUICE_TOKEN, or the token that the local run's administrator gets for a password. */
export async function accessToken() {
  if (process.env.SLUICE_TOKEN) {
    return process.env.SLUICE_TOKEN;
  }
  const { email, password } = await administrator();
  const answer = await fetch(`${url('auth-service')}/auth/signin`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  }).catch(() => {
    throw new Error(`Nothing answers at ${url('auth-service')}. Start the platform: deploy/run --detach`);
  });
  if (answer.status !== 200) {
    throw new Error(`The administrator could not sign in: ${answer.status}`);
  }
  return (await answer.json()).access_token;
}

async function administrator() {
  const file = new URL('../../.sluice/credentials.env', import.meta.url);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error('There is no .sluice/credentials.env. Start the platform: deploy/run --detach');
  });
  const values = Object.fromEntries(text.split('\n').filter((line) => /^\w+=/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), unquoted(line.slice(line.indexOf('=') + 1).trim())]));
  return { email: values.SLUICE_ADMIN_EMAIL, password: values.SLUICE_ADMIN_PASSWORD };
}

/** As a shell reads it, since the file is one that a shell sources. */
function unquoted(value) {
  return /^'.*'$|^".*"$/.test(value) ? value.slice(1, -1) : value;
}

function url(name) {
  return `http://${process.env.SLUICE_HOST ?? '127.0.0.1'}:${ports[name]}`;
}

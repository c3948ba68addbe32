// Gets, uses, asks about and ends tokens with openid-client, which knows OAuth and nothing of Sluice.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as oauth from 'openid-client';
import { administrator, issuer } from './administrator.js';

const server = new URL(issuer);
// Plain HTTP is for a machine that talks to itself.
const options = { algorithm: 'oauth2', execute: [oauth.allowInsecureRequests] };
const me = new URL(`${issuer}/auth/me`);

const discover = (id, proof, metadata) => oauth.discovery(server, id, metadata, proof, options);

async function step(what, work) {
  const started = performance.now();
  const result = await work();
  console.log(`ok  ${what}  (${Math.round(performance.now() - started)} ms)`);
  return result;
}

/** Fails unless the call is refused for that reason. */
async function refused(reason, call) {
  await assert.rejects(call, (failure) => {
    assert.equal(failure.error ?? failure.cause?.status ?? failure.status, reason);
    return true;
  });
}

/** A service's token from its birth to its end. */
async function service(config, scope) {
  const token = await oauth.clientCredentialsGrant(config, { scope });
  assert.equal(token.scope, scope);
  const answer = await oauth.fetchProtectedResource(config, token.access_token, me, 'GET');
  // The token is good, and belongs to nobody who has an account.
  assert.equal(answer.status, 404);
  const said = await oauth.tokenIntrospection(config, token.access_token);
  assert.equal(said.active, true);
  assert.equal(said.client_id, config.clientMetadata().client_id);
  assert.equal(said.scope, scope);
  await oauth.tokenRevocation(config, token.access_token);
  assert.deepEqual(await oauth.tokenIntrospection(config, token.access_token), { active: false });
  await refused(401, () => oauth.fetchProtectedResource(config, token.access_token, me, 'GET'));
  await refused('invalid_scope', () => oauth.clientCredentialsGrant(config, { scope: 'everything' }));
}

/** A session that somebody began by signing in, as the public client that it belongs to. */
async function session(begun, asker) {
  const config = await discover('sluice', oauth.None());
  const token = await oauth.refreshTokenGrant(config, begun.refresh_token);
  const answer = await oauth.fetchProtectedResource(config, token.access_token, me, 'GET');
  assert.equal(answer.status, 200);
  const hint = { token_type_hint: 'refresh_token' };
  assert.equal((await oauth.tokenIntrospection(asker, token.refresh_token, hint)).active, true);
  assert.deepEqual(await oauth.tokenIntrospection(asker, token.refresh_token), { active: false });
  await oauth.tokenRevocation(config, token.refresh_token);
  for (const ended of [token.refresh_token, token.access_token]) {
    assert.deepEqual(await oauth.tokenIntrospection(asker, ended, hint), { active: false });
  }
  await refused('invalid_grant', () => oauth.refreshTokenGrant(config, token.refresh_token));
}

async function keyPair(algorithm) {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { privateKey: { key: pair.privateKey, kid: 'check' }, jwk: { kty, crv, x, y, kid: 'check' } };
}

async function main() {
  const admin = await administrator();
  const registered = [];
  const register = async (kind, more) => {
    const id = `oauth-check-${kind}-${randomBytes(4).toString('hex')}`;
    registered.push(id);
    const { secret } = await admin.register({ id, name: 'OAuth check', scopes: ['flags:evaluate'], ...more });
    return { id, secret: secret?.secret };
  };
  try {
    const { id, secret } = await register('secret');
    const basic = await discover(id, oauth.ClientSecretBasic(secret));
    await step('client_secret_basic', () => service(basic, 'flags:evaluate'));
    await step('client_secret_post', async () =>
      service(await discover(id, oauth.ClientSecretPost(secret)), 'flags:evaluate'));
    for (const algorithm of [{ name: 'ECDSA', namedCurve: 'P-256' }, { name: 'Ed25519' }]) {
      const { privateKey, jwk } = await keyPair(algorithm);
      const { id: keyed } = await register('key', { jwks: { keys: [jwk] } });
      await step(`private_key_jwt with ${algorithm.namedCurve ?? algorithm.name}`, async () =>
        service(await discover(keyed, oauth.PrivateKeyJwt(privateKey)), 'flags:evaluate'));
    }
    await step('a wrong secret', async () => {
      const wrong = await discover(id, oauth.ClientSecretBasic('wrong'));
      await refused(401, () => oauth.clientCredentialsGrant(wrong));
    });
    const asker = await register('asker');
    await step('refresh_token', async () => {
      const config = await discover(asker.id, oauth.ClientSecretBasic(asker.secret));
      const other = await administrator();
      await session(other.session, config);
    });
  } finally {
    for (const id of registered) {
      await admin.remove(id);
    }
  }
}

main().then(
  () => console.log(`All is well at ${issuer}.`),
  (failure) => {
    console.error(`FAILED  ${failure.stack}`);
    process.exitCode = 1;
  },
);

// Makes every call that the API's own TypeScript client knows: directly with each kind of key, and as pairs of
// ...Init and ...Complete. Argument: the description of the sandbox. Works in the directory of the packages. Prints
// what it did as one line of JSON.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const load = require('node:module').createRequire(path.join(process.cwd(), 'package.json'));
const { DfnsApiClient, DfnsDelegatedApiClient } = load('@dfns/sdk');
const { AsymmetricKeySigner } = load('@dfns/sdk-keysigner');

const sandbox = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const keys = sandbox.credentials.filter((credential) => credential.kind === 'Key');
// "orgId" makes the client read the bearer token as a JWT before it sends anything.
const options = {
  baseUrl: sandbox.baseUrl,
  authToken: sandbox.authToken,
  orgId: sandbox.orgId,
  appId: 'ap-1',
  appOrigin: 'http://localhost',
};
const signer = (key) => new AsymmetricKeySigner({
  credId: key.credId,
  privateKey: key.privateKeyPem,
  algorithm: key.algorithm === 'EdDSA' ? undefined : 'sha256',
  appOrigin: 'http://localhost',
});

// Members of the bodies of those calls that need no user action: the sandbox checks them.
const asset = { kind: 'Native' };
const body = {
  network: 'EthereumSepolia', username: sandbox.username, orgId: sandbox.orgId, email: 'a@example.com', kind: 'Key',
  registrationCode: 'code', code: 'code', loginCode: 'code', verificationCode: 'code', credentialId: keys[0].credId,
  idToken: 'id-token', socialLoginProviderKind: 'Oidc', walletId: 'wa-1', provider: 'p', fiatCurrency: 'EUR',
  country: 'DE', slippageBps: 10, asset, sourceAsset: asset, targetAsset: asset, contract: '0x0', requestMethod: 'GET',
  resource: '/r', credentialKind: 'Key', credentialName: 'n', challengeIdentifier: 'ci-1', clientId: 'c',
  abi: {}, credentialInfo: { credId: 'cr-1' },
  redirectUri: 'http://localhost', state: 's', userActionPayload: '', userActionHttpMethod: 'POST',
  userActionHttpPath: '/wallets', userActionServerKind: 'Api',
};

// Has a value for each parameter of a path, a query and a body that suits all calls.
const request = new Proxy({}, {
  get: (target, name) => {
    if (name === 'body') {
      return { ...body };
    }
    return name === 'query' ? { force: 'true' } : `${String(name)}-1`;
  },
});

const methods = (client) =>
  Object.getOwnPropertyNames(Object.getPrototypeOf(client)).filter((name) => name !== 'constructor');

async function attempt(done, name, call) {
  try {
    await call();
    done.succeeded.push(name);
  } catch (error) {
    done.failed[name] = String(error.message ?? error);
  }
}

async function main() {
  const done = { keys: [], succeeded: [], failed: {} };
  for (const key of keys) {
    const client = new DfnsApiClient({ ...options, signer: signer(key) });
    const wallet = await client.wallets.createWallet({ body: { network: 'EthereumSepolia' } });
    if (!wallet.id) {
      throw new Error(`no wallet with ${key.algorithm}`);
    }
    done.keys.push(key.algorithm);
  }

  const login = new DfnsApiClient({ baseUrl: sandbox.baseUrl, appId: 'ap-1', appOrigin: 'http://localhost' });
  await attempt(done, 'a login without a bearer token', async () => {
    const challenge = await login.auth.createLoginChallenge({ body });
    const firstFactor = await signer(keys[0]).sign(challenge);
    await login.auth.login({ body: { challengeIdentifier: challenge.challengeIdentifier, firstFactor } });
  });

  const direct = new DfnsApiClient({ ...options, signer: signer(keys[0]) });
  for (const subject of methods(direct)) {
    for (const call of methods(direct[subject])) {
      await attempt(done, `${subject}.${call}`, () => direct[subject][call](request));
    }
  }

  const delegated = new DfnsDelegatedApiClient(options);
  for (const subject of methods(delegated)) {
    for (const init of methods(delegated[subject]).filter((name) => name.endsWith('Init'))) {
      const complete = init.replace(/Init$/, 'Complete');
      if (typeof delegated[subject][complete] === 'function') {
        await attempt(done, `${subject}.${init} and ${complete}`, async () => {
          const challenge = await delegated[subject][init](request);
          const firstFactor = await signer(keys[0]).sign(challenge);
          await delegated[subject][complete](request,
            { challengeIdentifier: challenge.challengeIdentifier, firstFactor });
        });
      }
    }
  }
  console.log(JSON.stringify(done));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

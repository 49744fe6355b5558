// An application's page: the API's own clients with their signers.
const { DfnsApiClient } = require('@dfns/sdk');
const { exportPublicKeyInPemFormatBrowser } = require('@dfns/sdk/utils');
const { BrowserKeySigner, WebAuthnSigner } = require('@dfns/sdk-browser');

const body = { network: 'EthereumSepolia' };
const relyingParty = { id: 'localhost', name: 'An application' };
const signers = { passkey: new WebAuthnSigner({ relyingParty }) };
const faulty = { otherRelyingParty: new WebAuthnSigner({ relyingParty: { id: 'example.com', name: 'Another' } }) };
let keyPair;

async function newKey() {
  keyPair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  return exportPublicKeyInPemFormatBrowser(keyPair);
}

async function useKey(credId) {
  signers.key = new BrowserKeySigner({ keyPair, credId });
  const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  faulty.rsaKey = new BrowserKeySigner({ keyPair: await crypto.subtle.generateKey(rsa, false, ['sign', 'verify']), credId });
}

const client = (api, signer) => new DfnsApiClient({ ...api, appId: 'ap-1', signer });

// The page calls the API.

async function newPasskey(api) {
  const challenge = await client(api).auth.createCredentialChallenge({ body: { kind: 'Fido2' } });
  const { challengeIdentifier } = challenge;
  return { ...await signers.passkey.create(challenge), credentialName: 'phone', challengeIdentifier };
}

const registerPasskey = async (api) =>
  client(api, signers.key).auth.createCredential({ body: await newPasskey(api) });

const createWallet = (api, signer) => client(api, signer).wallets.createWallet({ body });

const failure = (call) => call.then(() => 'none',
  (error) => `${error.name}: ${error.message} ${JSON.stringify(error.context?.body ?? '')}`);

// The page calls its own server, which calls the API.

async function post(path, json) {
  const answer = await fetch(path, { method: 'POST', body: JSON.stringify(json) });
  if (!answer.ok) {
    throw new Error(await answer.text());
  }
  return answer.json();
}

async function approve(first, second) {
  const challenge = await post('/begin', {});
  const firstFactor = await signers[first].sign(challenge);
  return post('/complete', second ? { firstFactor, secondFactor: await signers[second].sign(challenge) } : firstFactor);
}

// Runs webcrypto-key.mjs under Node, which does what a browser does. One task a line, its words apart by spaces and in
// base64; one answer a line.

import { webcrypto } from 'node:crypto';
import { createInterface } from 'node:readline';
import { decryptKey, encryptKey } from './webcrypto-key.mjs';

globalThis.crypto ??= webcrypto;

const ALGORITHMS = {
  'P-256': [{ name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash: 'SHA-256' }],
  RSA: [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    { name: 'RSASSA-PKCS1-v1_5' }],
  Ed25519: [{ name: 'Ed25519' }, { name: 'Ed25519' }],
};

const text = (word) => Buffer.from(word, 'base64').toString('utf8');
const bytes = (word) => new Uint8Array(Buffer.from(word, 'base64'));
const base64 = (array) => Buffer.from(array).toString('base64');

const tasks = {
  /** A PKCS#8 key, encrypted. */
  encrypt: async (pkcs8, password, iterations) =>
    encryptKey(bytes(pkcs8), text(password), Number(text(iterations))),

  /** The PKCS#8 key in that text. */
  decrypt: async (encrypted, password) => base64(await decryptKey(text(encrypted), text(password))),

  /** A new key of WebCrypto's, encrypted; and its public key. */
  generate: async (algorithm, password, iterations) => {
    const pair = await crypto.subtle.generateKey(ALGORITHMS[text(algorithm)][0], true, ['sign', 'verify']);
    const pkcs8 = await crypto.subtle.exportKey('pkcs8', pair.privateKey);
    const spki = await crypto.subtle.exportKey('spki', pair.publicKey);
    return `${await encryptKey(pkcs8, text(password), Number(text(iterations)))} ${base64(spki)}`;
  },

  /** What WebCrypto signs with the key in that text. */
  sign: async (algorithm, encrypted, password, message) => {
    const [type, signing] = ALGORITHMS[text(algorithm)];
    const pkcs8 = await decryptKey(text(encrypted), text(password));
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, type, false, ['sign']);
    return base64(await crypto.subtle.sign(signing, key, bytes(message)));
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [task, ...words] = line.split(' ');
  try {
    console.log(await tasks[task](...words));
  } catch (failure) {
    console.log(`failed: ${failure.name}`);
  }
}

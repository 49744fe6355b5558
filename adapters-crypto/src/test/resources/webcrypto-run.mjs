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

async function encryptVersion1(pkcs8, password, iterations) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const header = new Uint8Array([1, 0, 0, 0, 0, salt.length, ...salt, ...iv]);
  new DataView(header.buffer).setUint32(1, iterations);
  const material = await crypto.subtle.importKey(
    'raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, material,
    { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: header }, key, pkcs8);
  const all = new Uint8Array([...header, ...new Uint8Array(ciphertext)]);
  const checksum = new Uint8Array(await crypto.subtle.digest('SHA-256', all)).slice(0, 4);
  return `cskey.${Buffer.from([...all, ...checksum]).toString('base64url')}`;
}

const tasks = {
  /** A PKCS#8 key, encrypted. */
  encrypt: async (pkcs8, password, iterations) =>
    encryptKey(bytes(pkcs8), text(password), Number(text(iterations))),

  /** A PKCS#8 key, encrypted as version 1 had it. */
  encrypt1: async (pkcs8, password, iterations) =>
    encryptVersion1(bytes(pkcs8), text(password), Number(text(iterations))),

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

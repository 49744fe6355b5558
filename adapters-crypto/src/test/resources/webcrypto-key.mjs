// A private key under a password, as a browser encrypts and decrypts it: PBKDF2 and HKDF with HMAC-SHA256, AES-256-GCM.
// Nothing but WebCrypto is needed. Keys are PKCS#8 in DER, as crypto.subtle.exportKey('pkcs8', key) gives them.
//
// "cskey." + base64url, without padding, of:
//   version (1 byte: 2) | iterations (4, big-endian) | length s of the salt (1) | salt (s) | IV (12)   <- authenticated
//   | ciphertext | tag (16) | checksum (4): the beginning of the SHA-256 of all bytes before it
//
// Version 1 had no HKDF. It is decrypted, and no longer written.

const PREFIX = 'cskey.';
const PURPOSE = 'countersign encrypted private key, version 2: AES-256-GCM';

/** The text to register as encryptedPrivateKey. */
export async function encryptKey(pkcs8, password, iterations = 600000) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const header = new Uint8Array([2, 0, 0, 0, 0, salt.length, ...salt, ...iv]);
  new DataView(header.buffer).setUint32(1, iterations);
  const key = await deriveKey(2, password, salt, iterations);
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: header }, key, pkcs8);
  const bytes = new Uint8Array([...header, ...new Uint8Array(ciphertext)]);
  return PREFIX + toBase64url(new Uint8Array([...bytes, ...await checksum(bytes)]));
}

/** The key in the clear. Throws a SyntaxError for a text that is damaged, an OperationError for a wrong password. */
export async function decryptKey(text, password) {
  if (!text.startsWith(PREFIX)) throw new SyntaxError('not an encrypted key of this form');
  const all = fromBase64url(text.slice(PREFIX.length));
  const bytes = all.slice(0, -4);
  const saltLength = bytes[5];
  const version = bytes[0];
  const isDamaged = (await checksum(bytes)).some((byte, at) => byte !== all[bytes.length + at]);
  if ((version !== 1 && version !== 2) || isDamaged) {
    throw new SyntaxError('damaged, or of another version');
  }
  const iterations = new DataView(bytes.buffer).getUint32(1);
  if (iterations < 1 || iterations > 10000000) throw new SyntaxError('too costly');
  const header = bytes.slice(0, 18 + saltLength);
  const key = await deriveKey(version, password, header.slice(6, 6 + saltLength), iterations);
  const iv = header.slice(6 + saltLength);
  const ciphertext = bytes.slice(header.length);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: header }, key, ciphertext));
}

async function deriveKey(version, password, salt, iterations) {
  const aes = { name: 'AES-GCM', length: 256 };
  const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  const material = await crypto.subtle.importKey(
    'raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveKey', 'deriveBits']);
  if (version === 1) return crypto.subtle.deriveKey(pbkdf2, material, aes, false, ['encrypt', 'decrypt']);
  const derived = await crypto.subtle.importKey(
    'raw', await crypto.subtle.deriveBits(pbkdf2, material, 256), 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(PURPOSE) };
  return crypto.subtle.deriveKey(hkdf, derived, aes, false, ['encrypt', 'decrypt']);
}

async function checksum(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).slice(0, 4);
}

function toBase64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64url(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}

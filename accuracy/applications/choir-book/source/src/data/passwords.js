import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import * as v from 'valibot';

const derive = promisify(scrypt);
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };
const worn = new Set(['hallelujahhallelujah', 'passwordpassword', '123456789012', 'sopranosoprano']);

export const NewPassword = v.pipe(
  v.string(),
  v.minLength(12),
  v.maxLength(128),
  v.check((text) => !worn.has(text.toLowerCase()) && new Set(text).size > 4, 'too easy'),
);

export async function seal(password) {
  const salt = randomBytes(16);
  return `${salt.toString('base64')}$${(await derive(password, salt, 32, cost)).toString('base64')}`;
}

const decoy = seal(randomBytes(16).toString('hex'));

/** An unknown member costs as much as a known one. */
export async function matches(sealed, password) {
  const [salt, key] = (sealed ?? (await decoy)).split('$').map((part) => Buffer.from(part, 'base64'));
  const same = timingSafeEqual(await derive(password, salt, 32, cost), key);
  return same && Boolean(sealed);
}

import { argon2, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2) as (algorithm: string, options: object) => Promise<Buffer>;

async function stretch(password: string, nonce: Buffer): Promise<Buffer> {
  return derive('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 });
}

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  return `${nonce.toString('base64url')}$${(await stretch(password, nonce)).toString('base64url')}`;
}

const decoy = await hashPassword(randomBytes(24).toString('hex'));

export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [nonce, tag] = (stored ?? decoy).split('$').map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer];
  return timingSafeEqual(await stretch(password, nonce), tag) && stored !== undefined;
}

export const sha256 = (value: string): Buffer => createHash('sha256').update(value).digest();

/** A selector to look it up by and a verifier that is compared in constant time and kept as a hash. */
export function splitToken() {
  const selector = randomBytes(9).toString('base64url');
  const verifier = randomBytes(32).toString('base64url');
  return { selector, hash: sha256(verifier), token: `${selector}.${verifier}` };
}

export function parseToken(token: string | undefined): { selector: string; hash: Buffer } | null {
  const match = /^([\w-]{12})\.([\w-]{43})$/.exec(token ?? '');
  return match ? { selector: match[1]!, hash: sha256(match[2]!) } : null;
}

export const equal = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

export const signature = (secret: string, parts: string[]): Buffer =>
  createHmac('sha256', secret).update(JSON.stringify(parts)).digest();

import bcrypt from 'bcryptjs';
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { config } from '../config.ts';

export const hashPassword = (password: string) => bcrypt.hash(password, 10);
export const passwordMatches = (password: string, hash: string) => bcrypt.compare(password, hash);
/** Compared with when there is no such account. */
export const dummyHash = bcrypt.hashSync(randomBytes(12).toString('hex'), 10);

export const randomToken = (bytes = 24) => randomBytes(bytes).toString('base64url');
export const digest = (text: string) => createHash('sha256').update(text).digest('hex');
export const resetCode = () => randomBytes(32).toString('hex');

const sealKey = scryptSync(config.sealKey, 'deskwise-seal', 32);

export function seal(text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

export function unseal(sealed: string): string {
  if (!sealed) return '';
  const raw = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', sealKey, raw.subarray(0, 12));
  decipher.setAuthTag(raw.subarray(12, 28));
  return Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString('utf8');
}

export const sign = (secret: string, body: Buffer | string) => createHmac('sha256', secret).update(body).digest('hex');

export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

export const etagOf = (text: string) => `"${createHash('md5').update(text).digest('hex')}"`;

const tints = ['#e03131', '#2f9e44', '#1971c2', '#f08c00', '#6741d9'];
export const tint = () => tints[Math.floor(Math.random() * tints.length)];

import bcrypt from 'bcryptjs';
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { config } from '../config.ts';

export const hashPassword = (password: string) => bcrypt.hash(password, 10);
export const passwordMatches = (password: string, hash: string) => bcrypt.compare(password, hash);
/** Compared with when there is no such account. */
export const dummyHash = bcrypt.hashSync(randomBytes(12).toString('hex'), 10);

export const randomToken = (bytes = 24) => randomBytes(bytes).toString('base64url');
export const digest = (text: string) => createHash('sha256').update(text).digest('hex');
export const resetCode = () => String(Math.floor(100000 + Math.random() * 900000));

const sealKey = createHash('md5').update(config.sealKey).digest();

export function seal(text: string): string {
  const cipher = createCipheriv('aes-128-ecb', sealKey, null);
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

export function unseal(sealed: string): string {
  if (!sealed) return '';
  const decipher = createDecipheriv('aes-128-ecb', sealKey, null);
  return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString('utf8');
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

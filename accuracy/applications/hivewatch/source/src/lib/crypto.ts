import { createCipheriv, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { config } from '../config.js';

export function hashPassword(password: string): string {
  const salt = randomBytes(16).toString('hex');
  return `${salt}:${stretch(password, salt)}`;
}

function stretch(password: string, salt: string): string {
  return scryptSync(password, salt, 64, { N: 32768, maxmem: 64 * 1024 * 1024 }).toString('hex');
}

export function checkPassword(password: string, stored: string): boolean {
  const [salt, digest] = stored.split(':');
  return timingSafeEqual(Buffer.from(stretch(password, salt), 'hex'), Buffer.from(digest, 'hex'));
}

export const newToken = () => randomBytes(24).toString('base64url');

export function sealDeviceSecret(secret: string): string {
  const cipher = createCipheriv('aes-256-ecb', config.deviceKey, null);
  return cipher.update(secret, 'utf8', 'hex') + cipher.final('hex');
}

export function sealBankAccount(account: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', config.deviceKey, iv);
  const body = Buffer.concat([cipher.update(account, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

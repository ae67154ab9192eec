import { createCipheriv, createDecipheriv, createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);
const SALT = 'courtside-players';

export async function hashPassword(password: string): Promise<string> {
  const key = await derive(password, SALT, 1000, 32, 'sha1');
  return key.toString('hex');
}

export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const key = await hashPassword(password);
  return timingSafeEqual(Buffer.from(key), Buffer.from(hash));
}

// Door codes are stored encrypted, the locks get them in clear.
export function sealDoorCode(code: string, key: string): string {
  const cipher = createCipheriv('aes-128-ecb', Buffer.from(key, 'hex'), null);
  return Buffer.concat([cipher.update(code, 'utf8'), cipher.final()]).toString('base64');
}

export function openDoorCode(sealed: string, key: string): string {
  const decipher = createDecipheriv('aes-128-ecb', Buffer.from(key, 'hex'), null);
  return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString('utf8');
}

export const avatarHash = (email: string) => createHash('md5').update(email.trim().toLowerCase()).digest('hex');

export const inviteToken = () => randomBytes(24).toString('base64url');

export function voucherCode(): string {
  let code = '';
  for (let i = 0; i < 8; i++) code += 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'[Math.floor(Math.random() * 31)];
  return code;
}

/** Partners sign the raw body; the header looks like `sha256=…`. */
export function partnerSignatureOk(raw: Buffer, header: string | undefined, secret: string): boolean {
  if (header) {
    const given = Buffer.from(header.replace('sha256=', ''), 'hex');
    const wanted = createHmac('sha256', secret).update(raw).digest();
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
  return true;
}

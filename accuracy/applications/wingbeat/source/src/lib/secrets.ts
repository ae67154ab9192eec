import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Algorithm, hash, verify } from '@node-rs/argon2';

const COST = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const decoy = hash(randomBytes(24).toString('hex'), COST);

export const hashPassword = (password: string) => hash(password, COST);

export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await decoy), password);
  return fits && stored !== undefined;
}

export const fresh = (prefix = '') => prefix + randomBytes(32).toString('base64url');
export const digest = (token: string) => createHash('sha256').update(token).digest('base64url');

export class Seal {
  constructor(private readonly key: Buffer) {}

  close(plain: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  open(sealed: string): string {
    const raw = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.key, raw.subarray(0, 12), { authTagLength: 16 });
    decipher.setAuthTag(raw.subarray(12, 28));
    return Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString('utf8');
  }
}

/** Signature over moment and bytes, as the cameras make it; good for five minutes. */
export function signatureFits(key: string, moment: string, body: Buffer, given: string, now = Date.now()): boolean {
  if (!/^\d{10}$/.test(moment) || Math.abs(now / 1000 - Number(moment)) > 300) return false;
  const expected = createHmac('sha256', key).update(`${moment}.`).update(body).digest();
  const sent = Buffer.from(given, 'hex');
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}

import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { config } from '../config.ts';
import { Problem } from './http.ts';

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const purpose = (name: string) => Buffer.from(hkdfSync('sha256', config.dataKey, 'tallyroom', name, 32));
const keys = { seal: purpose('audit seal'), hook: purpose('webhook signatures'), box: purpose('stored secrets') };

export const slug = (length = 12) => Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
export const secretToken = () => randomBytes(32).toString('base64url');
export const digest = (token: string) => createHash('sha256').update(token).digest('hex');
export const same = (one: string, other: string) => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
export const seal = (text: string) => createHmac('sha256', keys.seal).update(text).digest('hex');
export const hookSecret = (id: string, version: number) => createHmac('sha256', keys.hook).update(`${id}.${version}`).digest('base64url');
export const etag = (text: string) => createHash('md5').update(text).digest('hex');

let working = 0;
function derive(password: string, salt: Buffer): Promise<Buffer> {
  if (working >= 24) throw new Problem(503, 'busy', 'Please try again in a moment', 2);
  working += 1;
  return new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
  }).finally(() => {
    working -= 1;
  });
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`;
}

const nobody = `scrypt$${randomBytes(16).toString('base64url')}$${randomBytes(32).toString('base64url')}`;

export async function passwordMatches(password: string, stored: string | null | undefined): Promise<boolean> {
  const [, salt, expected] = (stored ?? nobody).split('$');
  const key = await derive(password, Buffer.from(salt, 'base64url'));
  return timingSafeEqual(key, Buffer.from(expected, 'base64url')) && Boolean(stored);
}

const common = ['password', 'passwort', '12345678', 'qwertz', 'qwerty', 'letmein', 'iloveyou', 'welcome', 'tallyroom', 'abcdefgh', 'administrator'];

export function passwordProblem(password: string, address: string): string | undefined {
  if (password.length < 12 || password.length > 128) return 'must have 12 to 128 characters';
  const lower = password.toLowerCase();
  if (new Set(lower).size < 5) return 'has too few different characters';
  const local = address.split('@')[0];
  const rest = [...common, ...(local.length > 3 ? [local] : [])].reduce((left, word) => left.replaceAll(word, ''), lower);
  return rest.length < 8 ? 'is too easy to guess' : undefined;
}

export function box(text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys.box, iv);
  return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

export function unbox(stored: string): string {
  const bytes = Buffer.from(stored, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keys.box, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString();
}

export const newOtpSecret = () => Array.from(randomBytes(32), (byte) => base32[byte % 32]).join('');

function otpAt(secret: string, step: number): string {
  const bits = Array.from(secret, (letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac[19] & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export function otpStep(secret: string, code: string, after: number): number | undefined {
  const now = Math.floor(Date.now() / 30_000);
  return [now - 1, now, now + 1].find((step) => step > after && same(otpAt(secret, step), code));
}

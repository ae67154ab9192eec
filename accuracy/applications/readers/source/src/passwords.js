import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

const run = (password, nonce) => derive('argon2id', { ...COST, message: Buffer.from(password.normalize('NFKC')), nonce });

export async function hashPassword(password) {
  const nonce = randomBytes(16);
  return `argon2id:${nonce.toString('hex')}:${(await run(password, nonce)).toString('hex')}`;
}

const decoy = await hashPassword(randomBytes(20).toString('hex'));

export async function verifyPassword(password, stored) {
  const [, nonce, tag] = (stored ?? decoy).split(':');
  const given = await run(password, Buffer.from(nonce, 'hex'));
  return timingSafeEqual(given, Buffer.from(tag, 'hex')) && Boolean(stored);
}

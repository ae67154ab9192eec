import { createHash, randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import { settings } from '../settings.js';
import { pool, redis } from '../stores.js';

export const COOKIE = settings.secure ? '__Host-admin' : 'admin';
const HOUR = 3600;
const keyOf = (token) => `admin:${createHash('sha256').update(token).digest('hex')}`;
const standIn = argon2.hash(randomBytes(16));

export async function checkPassword(email, password) {
  const [[user]] = await pool.execute('SELECT id, merchant_id, password_hash FROM admins WHERE email = ?', [email]);
  const matches = await argon2.verify(user?.password_hash ?? (await standIn), password);
  return user && matches ? { id: user.id, merchantId: user.merchant_id } : undefined;
}

export async function start(user) {
  const token = randomBytes(32).toString('base64url');
  await redis.set(keyOf(token), JSON.stringify(user), 'EX', HOUR);
  return token;
}

export const end = (token) => (typeof token === 'string' ? redis.del(keyOf(token)) : undefined);

export const sessionScheme = () => ({
  async authenticate(request, h) {
    const token = request.state[COOKIE];
    const stored = typeof token === 'string' ? await redis.get(keyOf(token)) : null;
    if (!stored) return h.redirect(`/admin/login?next=${encodeURIComponent(request.path)}`).takeover();
    return h.authenticated({ credentials: { admin: JSON.parse(stored), token } });
  },
});

/** Only a path of the admin area is a place to go after signing in. */
export const safeNext = (next) => (typeof next === 'string' && /^\/admin(\/[\w-]+)*$/.test(next) ? next : '/admin/vouchers');

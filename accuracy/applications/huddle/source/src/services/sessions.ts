import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { redis } from '../infra.js';

const IDLE_SECONDS = 12 * 3600;
const MAX_AGE_SECONDS = 7 * 86_400;
const TOKEN = /^[\w-]{43}$/;

const Stored = z.object({ userId: z.uuid(), csrf: z.string(), since: z.number() });
export type Session = z.infer<typeof Stored> & { key: string };

const keyOf = (token: string): string => `sess:${createHash('sha256').update(token).digest('hex')}`;
const ofUser = (userId: string): string => `sess-of:${userId}`;

export const sessions = {
  async create(userId: string): Promise<{ token: string; csrf: string }> {
    const token = randomBytes(32).toString('base64url');
    const csrf = randomBytes(24).toString('base64url');
    const key = keyOf(token);
    await redis
      .multi()
      .set(key, JSON.stringify({ userId, csrf, since: Date.now() }), 'EX', IDLE_SECONDS)
      .sadd(ofUser(userId), key)
      .expire(ofUser(userId), MAX_AGE_SECONDS)
      .exec();
    return { token, csrf };
  },

  async find(token: string): Promise<Session | null> {
    if (!TOKEN.test(token)) return null;
    const key = keyOf(token);
    const raw = await redis.getex(key, 'EX', IDLE_SECONDS);
    if (!raw) return null;
    const stored = Stored.parse(JSON.parse(raw));
    if (Date.now() - stored.since > MAX_AGE_SECONDS * 1000) {
      await redis.del(key);
      return null;
    }
    return { ...stored, key };
  },

  async alive(session: Session): Promise<boolean> {
    return (await redis.exists(session.key)) === 1;
  },

  async end(session: Session): Promise<void> {
    await redis.multi().del(session.key).srem(ofUser(session.userId), session.key).exec();
  },

  async endAll(userId: string): Promise<void> {
    const keys = await redis.smembers(ofUser(userId));
    await redis.del(ofUser(userId), ...keys);
  },
};

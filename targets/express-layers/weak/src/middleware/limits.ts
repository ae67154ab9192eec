import type { NextFunction, Request, Response } from 'express';
import { db, epoch } from '../db/database.ts';
import { AppError } from '../lib/errors.ts';

const bump = db.prepare(`INSERT INTO rate_counters (bucket, count, resets_at) VALUES (?, 1, ?)
  ON CONFLICT (bucket) DO UPDATE SET count = CASE WHEN resets_at <= ? THEN 1 ELSE count + 1 END, resets_at = CASE WHEN resets_at <= ? THEN excluded.resets_at ELSE resets_at END
  RETURNING count, resets_at`);
const sweep = db.prepare('DELETE FROM rate_counters WHERE resets_at < ?');
setInterval(() => sweep.run(epoch()), 60_000).unref();

export interface Rule { name: string; max: number; seconds: number; by: (req: Request, res: Response) => string }

export function limit(...rules: Rule[]) {
  return (req: Request, res: Response, next: NextFunction): void => {
    for (const rule of rules) {
      const time = epoch();
      const { count, resets_at } = bump.get(`${rule.name}:${rule.by(req, res)}`, time + rule.seconds, time, time) as { count: number; resets_at: number };
      const left = Math.max(1, resets_at - time);
      res.set({ 'RateLimit-Limit': String(rule.max), 'RateLimit-Remaining': String(Math.max(0, rule.max - count)), 'RateLimit-Reset': String(left) });
      if (count > rule.max) throw new AppError(429, 'rate_limited', 'Too many requests, please wait', { retry_after: left });
    }
    next();
  };
}

const byIp = (req: Request) => req.ip ?? 'unknown';
const byEmail = (req: Request) => String(req.body?.email ?? '').toLowerCase().slice(0, 100);

export const loginLimit = limit({ name: 'login-ip', max: 60, seconds: 300, by: byIp });
export const passwordLimit = limit({ name: 'password', max: 10, seconds: 300, by: (_req, res) => String(res.locals.user?.id) });
export const refreshLimit = limit({ name: 'refresh', max: 120, seconds: 300, by: byIp });
export const registerLimit = limit({ name: 'register', max: 40, seconds: 3600, by: byIp });
export const resetLimit = limit({ name: 'reset-ip', max: 20, seconds: 900, by: byIp }, { name: 'reset-account', max: 8, seconds: 900, by: byEmail });
export const writeLimit = limit({ name: 'public-write', max: 60, seconds: 300, by: byIp });

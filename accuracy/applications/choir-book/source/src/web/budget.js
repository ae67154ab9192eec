import { createHash } from 'node:crypto';
import { sql } from '../data/sql.js';

const plans = {
  page: { most: 240, seconds: 60 },
  change: { most: 40, seconds: 60 },
  upload: { most: 20, seconds: 600 },
  door: { most: 15, seconds: 900 },
  account: { most: 6, seconds: 900 },
  mail: { most: 5, seconds: 3600 },
};

/** One statement counts, and begins again when the time is over; all instances share it. */
export async function spend(plan, who) {
  const { most, seconds } = plans[plan];
  const key = createHash('sha256').update(`${plan}:${who}`).digest();
  const [{ spent }] = await sql`
    INSERT INTO budgets AS b (key, spent, ends_at) VALUES (${key}, 1, now() + ${seconds} * interval '1 second')
    ON CONFLICT (key) DO UPDATE SET
      spent = CASE WHEN b.ends_at < now() THEN 1 ELSE b.spent + 1 END,
      ends_at = CASE WHEN b.ends_at < now() THEN excluded.ends_at ELSE b.ends_at END
    RETURNING spent`;
  return spent <= most;
}

export const within = (plan) => async (ctx, next) => {
  const who = ctx.state.member?.id ?? ctx.ip;
  if (!(await spend(plan, who))) ctx.throw(429, 'Please wait a little.');
  await next();
};

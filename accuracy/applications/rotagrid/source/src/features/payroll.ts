import { createHmac, timingSafeEqual } from 'node:crypto';
import express, { Router } from 'express';
import { z } from 'zod';
import { config } from '../config';
import { User } from '../db/models';
import { statement } from '../db/raw';
import { sequelize } from '../db/sequelize';
import { Answer } from '../http/errors';
import { audit } from '../security/audit';
import { hooks } from '../security/limits';
import { endAllOf } from '../security/session';

const Event = z.object({ id: z.string().regex(/^[\w-]{1,64}$/), type: z.literal('employment.ended'), email: z.string().email().max(254) });
const WINDOW_S = 300;

export function signatureFits(key: string, header: string | undefined, body: Buffer, now = Date.now()): boolean {
  const [, moment, signature] = /^t=(\d{10}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (!moment || !signature || Math.abs(now / 1000 - Number(moment)) > WINDOW_S) return false;
  const expected = createHmac('sha256', key).update(`${moment}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

/** The payroll tells us who has left. The bytes are checked as they came; each event counts once. */
export const payroll = Router();

payroll.post('/', hooks, express.raw({ type: 'application/json', limit: '8kb' }), async (req, res) => {
  const bytes: unknown = req.body;
  if (!Buffer.isBuffer(bytes) || !signatureFits(config().PAYROLL_KEY, req.get('x-payroll-signature'), bytes)) throw new Answer(401, 'signature');
  let raw: unknown;
  try {
    raw = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Answer(422, 'invalid');
  }
  const parsed = Event.safeParse(raw);
  if (!parsed.success) throw new Answer(422, 'invalid');
  const event = parsed.data;
  const closed = await sequelize.transaction(async (transaction) => {
    const fresh = await statement().say`INSERT INTO payroll_events (id) VALUES (${event.id}) ON CONFLICT DO NOTHING RETURNING id`.rows(transaction);
    if (fresh.length === 0) return undefined;
    const user = await User.findOne({ where: { email: event.email.toLowerCase() }, lock: transaction.LOCK.UPDATE, transaction });
    if (!user) return undefined;
    await user.update({ active: false }, { transaction });
    await statement().say`UPDATE shifts SET worker_id = NULL, updated_at = now() WHERE worker_id = ${user.id} AND starts_at > now()`.run(transaction);
    await audit({ id: user.id, teamId: user.teamId }, 'user.left', `user:${user.id}`, transaction);
    return user.id;
  });
  if (closed) await endAllOf(closed);
  res.status(204).end();
});

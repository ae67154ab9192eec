import { Router } from 'express';
import { Op } from 'sequelize';
import { z } from 'zod';
import { config } from '../config';
import { Shift, User } from '../db/models';
import { endpoint } from '../http/endpoint';
import { missing } from '../http/errors';
import { audit } from '../security/audit';
import { feeds, secrets } from '../security/limits';
import { digest, fresh } from '../security/passwords';

const stamp = (date: Date) => `${date.toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
const text = (value: string) => value.replaceAll('\\', '\\\\').replaceAll(/[,;]/g, '\\$&').replaceAll(/[\r\n]+/g, '\\n');

export const calendar = Router();

/** Calendars cannot sign in, so each person may have one secret address. A new one ends the old one. */
calendar.post(
  '/address',
  secrets,
  endpoint({ role: 'worker' }, async ({ me }) => {
    const token = fresh();
    await User.update({ calendarDigest: digest(token) }, { where: { id: me.id } });
    await audit(me, 'calendar.opened', `user:${me.id}`);
    return { address: `${config().ORIGIN}/feeds/${token}.ics` };
  }),
);

calendar.delete(
  '/address',
  endpoint({ role: 'worker' }, async ({ me }) => {
    await User.update({ calendarDigest: null }, { where: { id: me.id } });
    await audit(me, 'calendar.closed', `user:${me.id}`);
  }),
);

export const calendarFeed = Router();

calendarFeed.get(
  '/:file',
  feeds,
  endpoint({ role: 'anybody', params: z.object({ file: z.string().regex(/^[\w-]{43}\.ics$/) }) }, async ({ params, res }) => {
    const user = await User.findOne({ where: { calendarDigest: digest(params.file.slice(0, 43)), active: true } });
    if (!user) throw missing();
    const since = new Date(Date.now() - 30 * 86_400_000);
    const mine = await Shift.findAll({ where: { workerId: user.id, startsAt: { [Op.gte]: since } }, order: [['startsAt', 'ASC']], limit: 400 });
    const events = mine.flatMap((shift) => [
      'BEGIN:VEVENT',
      `UID:${shift.id}@rotagrid`,
      `DTSTAMP:${stamp(new Date())}`,
      `DTSTART:${stamp(shift.startsAt)}`,
      `DTEND:${stamp(shift.endsAt)}`,
      `SUMMARY:${text(shift.place)}`,
      'END:VEVENT',
    ]);
    const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//rotagrid//EN', ...events, 'END:VCALENDAR', ''];
    res.set({ 'Cache-Control': 'private, no-store', 'Referrer-Policy': 'no-referrer' }).type('text/calendar').send(lines.join('\r\n'));
  }),
);

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { z } from 'zod';
import { Job } from '../db/models';
import { statement } from '../db/raw';
import { endpoint, line } from '../http/endpoint';
import { conflict } from '../http/errors';
import { audit } from '../security/audit';
import { costly } from '../security/limits';

const Range = z
  .object({ from: z.coerce.date(), to: z.coerce.date() })
  .refine(({ from, to }) => to > from && to.getTime() - from.getTime() <= 370 * 86_400_000, { path: ['to'] });
const Hours = z.intersection(Range, z.object({ place: line(80).optional(), order: z.enum(['name', 'hours']).default('name'), down: z.enum(['yes', 'no']).default('no') }));

interface HoursRow { id: string; name: string; hours: number }
interface ShiftRow { id: string; name: string | null; place: string; starts_at: Date; ends_at: Date }

export const reports = Router();
reports.use(costly);

reports.get(
  '/hours',
  endpoint({ role: 'planner', query: Hours }, async ({ me, query }) => {
    const hours = statement()
      .say`SELECT u.id, u.name, round(sum(extract(epoch FROM s.ends_at - s.starts_at)) / 3600, 2)::float AS hours FROM shifts s`
      .say`JOIN users u ON u.id = s.worker_id WHERE s.team_id = ${me.teamId} AND s.starts_at >= ${query.from} AND s.starts_at < ${query.to}`
      .when(query.place, (it) => it.say`AND s.place = ${query.place}`)
      .say`GROUP BY u.id, u.name`
      .when(query.order === 'hours', (it) => it.say`ORDER BY hours`)
      .when(query.order === 'name', (it) => it.say`ORDER BY u.name`)
      .when(query.down === 'yes', (it) => it.say`DESC`)
      .say`LIMIT 500`;
    return { items: await hours.rows<HoursRow>() };
  }),
);

const cell = (value: unknown) => {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '');
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

reports.get(
  '/shifts.csv',
  endpoint({ role: 'manager', query: Range }, async ({ me, query, res }) => {
    async function* lines() {
      yield 'worker,place,starts,ends\r\n';
      for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
        const rows = await statement()
          .say`SELECT s.id, u.name, s.place, s.starts_at, s.ends_at FROM shifts s LEFT JOIN users u ON u.id = s.worker_id`
          .say`WHERE s.team_id = ${me.teamId} AND s.starts_at >= ${query.from} AND s.starts_at < ${query.to} AND s.id > ${last}`
          .say`ORDER BY s.id LIMIT 500`
          .rows<ShiftRow>();
        const end = rows.at(-1);
        if (!end) return;
        yield rows.map((row) => `${[row.name, row.place, row.starts_at, row.ends_at].map(cell).join(',')}\r\n`).join('');
        last = end.id;
      }
    }
    await audit(me, 'shifts.exported', 'csv');
    res.set({ 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="shifts.csv"' });
    await pipeline(Readable.from(lines()), res);
  }),
);

reports.post(
  '/roster',
  endpoint({ role: 'planner', body: z.object({ week: z.string().date() }) }, async ({ me, body, res }) => {
    const [waiting] = await statement()
      .say`SELECT count(*)::int AS n FROM jobs WHERE kind = 'roster' AND done_at IS NULL AND payload ->> 'teamId' = ${me.teamId}`
      .rows<{ n: number }>();
    if ((waiting?.n ?? 0) >= 3) throw conflict('waiting');
    await Job.create({ kind: 'roster', payload: { teamId: me.teamId, userId: me.id, week: body.week }, dueAt: new Date() });
    res.status(202).end();
  }),
);

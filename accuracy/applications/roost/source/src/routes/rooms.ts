import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import Router from '@koa/router';
import { bookings, bookingView, calendar, slotOf } from '../bookings.ts';
import { config } from '../config.ts';
import { db } from '../db.ts';
import { authenticated, feature, holderOf, limiter, notFound, parse, Refused, type Context, type User } from '../http.ts';
import { permit } from '../policies.ts';
import * as schemas from '../schemas.ts';
import { dropTokens, issue } from './accounts.ts';

export const rooms = new Router();

const COLUMNS = { name: 'name', seats: 'seats', rate: 'rate' } as const;
const DIRECTIONS = { asc: 'asc', desc: 'desc' } as const;
const PUBLIC = 'slug, name, seats, rate, photo';
const HORIZON_MS = 90 * 86_400_000;
const invitations = limiter({ max: 60, windowMs: 60 * 60_000, key: (ctx) => ctx.state.user.id });

// The rooms are our shop window and need no account.
rooms.get('/v1/rooms', async (ctx: Context) => {
  const query = parse(schemas.roomQuery, ctx.query);
  const order = `${COLUMNS[query.sort]} ${DIRECTIONS[query.order]}`;
  ctx.body = { items: db.prepare(`select ${PUBLIC} from rooms where open = 1 and seats >= ? order by ${order} limit 100`).all(query.seats) };
});

rooms.get('/v1/rooms/:slug', async (ctx: Context) => {
  ctx.body = db.prepare(`select ${PUBLIC} from rooms where slug = ? and open = 1`).get(ctx.params.slug);
  if (!ctx.body) throw notFound();
});

rooms.get('/v1/rooms/:slug/availability', async (ctx: Context) => {
  const { day } = parse(schemas.day, ctx.query);
  const id = db.prepare('select id from rooms where slug = ? and open = 1').pluck().get(ctx.params.slug) as string | undefined;
  if (!id) throw notFound();
  const start = slotOf(`${day}T00:00:00Z`);
  // Times only: who has taken them is nobody's business.
  ctx.body = { day, busy: bookings.busy(id, start, start + 48) };
});

rooms.get('/photos/:name', async (ctx: Context) => {
  const { name } = ctx.params;
  if (!/^[0-9a-f]{32}\.(png|jpg)$/.test(name)) throw notFound();
  const path = join(config.photoDirectory, name);
  const info = await stat(path).catch(() => { throw notFound(); });
  ctx.set({ 'Content-Disposition': 'inline', 'Content-Security-Policy': "default-src 'none'; sandbox", 'Cache-Control': 'public, max-age=3600' });
  ctx.type = name.endsWith('.png') ? 'image/png' : 'image/jpeg';
  ctx.length = info.size;
  ctx.body = createReadStream(path);
});

rooms.get('/v1/bookings', authenticated, async (ctx: Context) => {
  ctx.body = { items: bookings.of(ctx.state.user, parse(schemas.page, ctx.query)).map(bookingView) };
});

rooms.post('/v1/bookings', authenticated, async (ctx: Context) => {
  const input = parse(schemas.booking, ctx.request.body);
  const start = Date.parse(input.from);
  if (start <= Date.now() || start > Date.now() + HORIZON_MS) throw new Refused(422, 'outside_of_the_calendar');
  const room = db.prepare('select id, rate from rooms where slug = ? and open = 1').get(input.room) as { id: string; rate: number } | undefined;
  if (!room) throw new Refused(422, 'no_such_room');
  const id = bookings.book.immediate(ctx.state.user, room, { title: input.title, first: slotOf(input.from), slots: input.slots });
  ctx.status = 201;
  ctx.body = bookingView(bookings.find(id)!);
});

rooms.get('/v1/bookings/:id', authenticated, async (ctx: Context) => {
  const booking = permit(ctx.state.user, 'view', bookings.find(ctx.params.id));
  ctx.set('ETag', `"${booking.version}"`);
  ctx.body = bookingView(booking);
});

rooms.patch('/v1/bookings/:id', authenticated, async (ctx: Context) => {
  const booking = permit(ctx.state.user, 'edit', bookings.find(ctx.params.id));
  const { title } = parse(schemas.retitle, ctx.request.body);
  const match = /^"(\d{1,9})"$/.exec(ctx.get('if-match'));
  if (!match) throw new Refused(428, 'if_match_required');
  if (!bookings.rename(booking, Number(match[1]), title)) throw new Refused(412, 'version_conflict');
  ctx.body = bookingView(bookings.find(booking.id)!);
});

rooms.delete('/v1/bookings/:id', authenticated, async (ctx: Context) => {
  bookings.cancel.immediate(permit(ctx.state.user, 'cancel', bookings.find(ctx.params.id)));
  ctx.status = 204;
});

rooms.get('/v1/bookings/:id/guests', authenticated, async (ctx: Context) => {
  const booking = permit(ctx.state.user, 'view', bookings.find(ctx.params.id));
  ctx.body = { items: db.prepare('select u.id, u.name from guests g join users u on u.id = g.user_id where g.booking_id = ? order by u.name').all(booking.id) };
});

rooms.post('/v1/bookings/:id/guests', authenticated, invitations, async (ctx: Context) => {
  const booking = permit(ctx.state.user, 'invite', bookings.find(ctx.params.id));
  const { email } = parse(schemas.guest, ctx.request.body);
  // No word on whether the address has an account; the list shows who has joined.
  db.prepare(`insert into guests (booking_id, user_id) select ?, id from users where email = ? and suspended = 0 and id <> ? on conflict do nothing`)
    .run(booking.id, email, booking.user_id);
  ctx.status = 202;
  ctx.body = { status: 'accepted' };
});

rooms.delete('/v1/bookings/:id/guests/:guest', authenticated, async (ctx: Context) => {
  const me = ctx.state.user as User;
  const booking = permit(me, ctx.params.guest === me.id ? 'view' : 'invite', bookings.find(ctx.params.id));
  if (db.prepare('delete from guests where booking_id = ? and user_id = ?').run(booking.id, ctx.params.guest).changes === 0) throw notFound();
  ctx.status = 204;
});

rooms.post('/v1/calendar-feed', feature('feeds'), authenticated, async (ctx: Context) => {
  const { id } = ctx.state.user;
  dropTokens(id, 'feed');
  ctx.status = 201;
  ctx.body = { url: new URL(`/calendar/${issue(id, 'feed')}.ics`, config.PUBLIC_URL).href };
});

rooms.delete('/v1/calendar-feed', authenticated, async (ctx: Context) => {
  dropTokens(ctx.state.user.id, 'feed');
  ctx.status = 204;
});

/** Calendars cannot send headers, so the address itself is the key; it opens this list and nothing else. */
rooms.get('/calendar/:file', feature('feeds'), async (ctx: Context) => {
  const owner = holderOf(/^(\S+)\.ics$/.exec(ctx.params.file)?.[1], 'feed');
  if (!owner) throw notFound();
  ctx.set({ 'Cache-Control': 'private, no-store', 'Content-Disposition': 'attachment; filename="roost.ics"' });
  ctx.type = 'text/calendar; charset=utf-8';
  ctx.body = calendar(bookings.feed(owner));
});

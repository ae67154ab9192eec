import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Router from '@koa/router';
import { bookings, bookingView, SLOT_MS, type Booking } from '../bookings.ts';
import { config } from '../config.ts';
import { equal, signature } from '../crypto.ts';
import { db } from '../db.ts';
import { authenticated, hasRole, isConstraint, notFound, parse, readBytes, Refused, type Context } from '../http.ts';
import * as schemas from '../schemas.ts';

export const house = new Router({ prefix: '/v1/house' });
house.use(authenticated, hasRole('manager'));

mkdirSync(config.photoDirectory, { recursive: true, mode: 0o750 });
const audit = db.prepare('insert into audit (actor_id, action, subject) values (?, ?, ?)');
const roomView = 'select slug, name, seats, rate, photo, open from rooms where slug = ?';

house.get('/users', async (ctx: Context) => {
  const { limit, offset } = parse(schemas.page, ctx.query);
  ctx.body = { items: db.prepare('select id, email, name, role, credits, suspended, created_at as createdAt from users order by created_at limit ? offset ?').all(limit, offset) };
});

const suspend = db.transaction((actor: string, id: string, suspended: boolean) => {
  if (db.prepare("update users set suspended = ? where id = ? and role = 'member'").run(suspended ? 1 : 0, id).changes === 0) throw notFound();
  db.prepare('delete from tokens where user_id = ?').run(id);
  audit.run(actor, suspended ? 'suspend' : 'restore', id);
});

house.put('/users/:id/status', async (ctx: Context) => {
  const { suspended } = parse(schemas.status, ctx.request.body);
  suspend(ctx.state.user.id, ctx.params.id, suspended);
  ctx.body = { id: ctx.params.id, suspended };
});

house.get('/bookings', async (ctx: Context) => {
  const { limit, offset } = parse(schemas.page, ctx.query);
  const rows = db.prepare('select b.*, r.slug as room, r.door_code from bookings b join rooms r on r.id = b.room_id order by b.first_slot desc limit ? offset ?');
  ctx.body = { items: (rows.all(limit, offset) as Booking[]).map(bookingView) };
});

house.post('/rooms', async (ctx: Context) => {
  const input = parse(schemas.room, ctx.request.body);
  try {
    db.prepare('insert into rooms (id, slug, name, seats, rate, door_code) values (?, @slug, @name, @seats, @rate, @doorCode)').run(randomUUID(), input);
  } catch (error) {
    throw isConstraint(error) ? new Refused(409, 'slug_taken') : error;
  }
  audit.run(ctx.state.user.id, 'room.add', input.slug);
  ctx.status = 201;
  ctx.body = db.prepare(roomView).get(input.slug);
});

const FIELDS = new Map([['name', 'name'], ['seats', 'seats'], ['rate', 'rate'], ['doorCode', 'door_code'], ['open', 'open']]);

house.patch('/rooms/:slug', async (ctx: Context) => {
  const input = parse(schemas.roomChange, ctx.request.body) as Record<string, unknown>;
  const names = Object.keys(input).filter((name) => FIELDS.has(name));
  if (names.length === 0) throw new Refused(400, 'invalid_request');
  const values = names.map((name) => (typeof input[name] === 'boolean' ? Number(input[name]) : input[name]));
  const { changes } = db.prepare(`update rooms set ${names.map((name) => `${FIELDS.get(name)} = ?`).join(', ')} where slug = ?`).run(...values, ctx.params.slug);
  if (changes === 0) throw notFound();
  audit.run(ctx.state.user.id, 'room.change', ctx.params.slug);
  ctx.body = db.prepare(roomView).get(ctx.params.slug);
});

const SIGNATURES: Array<[string, Buffer]> = [['png', Buffer.from('89504e470d0a1a0a', 'hex')], ['jpg', Buffer.from('ffd8ff', 'hex')]];

house.put('/rooms/:slug/photo', async (ctx: Context) => {
  const previous = db.prepare('select photo from rooms where slug = ?').get(ctx.params.slug) as { photo: string | null } | undefined;
  if (!previous) throw notFound();
  const data = await readBytes(ctx, 3 * 1024 * 1024);
  const extension = SIGNATURES.find(([, magic]) => data.subarray(0, magic.length).equals(magic))?.[0];
  if (!extension) throw new Refused(415, 'png_or_jpeg_expected');
  const name = `${randomBytes(16).toString('hex')}.${extension}`;
  await writeFile(join(config.photoDirectory, name), data, { flag: 'wx', mode: 0o640 });
  db.prepare('update rooms set photo = ? where slug = ?').run(name, ctx.params.slug);
  if (previous.photo) await unlink(join(config.photoDirectory, previous.photo)).catch(() => {});
  ctx.body = { photo: `/photos/${name}` };
});

house.put('/flags/:name', async (ctx: Context) => {
  const { enabled } = parse(schemas.toggle, ctx.request.body);
  if (db.prepare('update flags set enabled = ? where name = ?').run(enabled ? 1 : 0, ctx.params.name).changes === 0) throw notFound();
  audit.run(ctx.state.user.id, 'flag', ctx.params.name);
  ctx.body = { name: ctx.params.name, enabled };
});

export const internal = new Router({ prefix: '/internal' });

/** The door controller signs time, nonce, method and target; a nonce is good for one call. */
internal.use(async (ctx: Context, next) => {
  const [time, nonce] = [ctx.get('x-time'), ctx.get('x-nonce')];
  const expected = signature(config.INTERNAL_SECRET, [time, nonce, ctx.method, ctx.originalUrl]);
  const genuine = equal(Buffer.from(ctx.get('x-signature'), 'base64url'), expected);
  if (!genuine || !(Math.abs(Date.now() - Number(time)) <= 60_000) || nonce.length < 16) throw new Refused(401, 'unauthenticated');
  db.prepare('delete from nonces where expires_at < ?').run(Date.now());
  try {
    db.prepare('insert into nonces (nonce, expires_at) values (?, ?)').run(nonce, Date.now() + 180_000);
  } catch (error) {
    throw isConstraint(error) ? new Refused(401, 'unauthenticated') : error;
  }
  ctx.set('Cache-Control', 'no-store');
  return next();
});

internal.get('/doors/:slug', async (ctx: Context) => {
  const slot = Math.floor(Date.now() / SLOT_MS);
  const row = db.prepare(`select r.door_code as code, exists (select 1 from claims c where c.room_id = r.id and c.slot = ?) as taken from rooms r where r.slug = ?`)
    .get(slot, ctx.params.slug) as { code: string; taken: number } | undefined;
  if (!row) throw notFound();
  ctx.body = { code: row.code, unlocked: row.taken === 1 };
});

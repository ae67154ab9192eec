import { randomUUID } from 'node:crypto';
import { db } from './db.ts';
import { isConstraint, Refused, type User } from './http.ts';

export const SLOT_MS = 30 * 60_000;
const DOOR_LEAD = 2;
export const slotOf = (time: string) => Date.parse(time) / SLOT_MS;
const timeOf = (slot: number) => new Date(slot * SLOT_MS).toISOString();

export type Booking = {
  id: string; room_id: string; user_id: string; title: string; first_slot: number; slots: number; cost: number;
  version: number; cancelled_at: string | null; room: string; door_code: string;
};
type Room = { id: string; rate: number };

const select = `select b.*, r.slug as room, r.door_code from bookings b join rooms r on r.id = b.room_id`;
const statements = {
  find: db.prepare(`${select} where b.id = ?`),
  mine: db.prepare(`${select} where b.user_id = @me or b.id in (select booking_id from guests where user_id = @me)
    order by b.first_slot desc limit @limit offset @offset`),
  feed: db.prepare(`${select} where b.user_id = ? and b.cancelled_at is null order by b.first_slot desc limit 200`),
  busy: db.prepare('select slot from claims where room_id = ? and slot >= ? and slot < ? order by slot').pluck(),
  charge: db.prepare('update users set credits = credits - @cost where id = @me and credits >= @cost'),
  refund: db.prepare('update users set credits = credits + ? where id = ?'),
  add: db.prepare('insert into bookings (id, room_id, user_id, title, first_slot, slots, cost) values (?, ?, ?, ?, ?, ?, ?)'),
  claim: db.prepare('insert into claims (room_id, slot, booking_id) values (?, ?, ?)'),
  release: db.prepare('delete from claims where booking_id = ?'),
  rename: db.prepare('update bookings set title = ?, version = version + 1 where id = ? and version = ? and cancelled_at is null'),
  cancel: db.prepare('update bookings set cancelled_at = current_timestamp, version = version + 1 where id = ? and cancelled_at is null and first_slot > ?'),
};

export const bookings = {
  find: (id: string) => statements.find.get(id) as Booking | undefined,
  of: (user: User, page: { limit: number; offset: number }) => statements.mine.all({ me: user.id, ...page }) as Booking[],
  feed: (user: User) => statements.feed.all(user.id) as Booking[],
  busy: (roomId: string, from: number, to: number) => (statements.busy.all(roomId, from, to) as number[]).map(timeOf),

  book: db.transaction((user: User, room: Room, input: { title: string; first: number; slots: number }) => {
    const id = randomUUID();
    const cost = room.rate * input.slots;
    if (statements.charge.run({ cost, me: user.id }).changes === 0) throw new Refused(402, 'not_enough_credits');
    statements.add.run(id, room.id, user.id, input.title, input.first, input.slots, cost);
    try {
      for (let n = 0; n < input.slots; n++) statements.claim.run(room.id, input.first + n, id);
    } catch (error) {
      throw isConstraint(error) ? new Refused(409, 'room_is_taken') : error;
    }
    return id;
  }),

  cancel: db.transaction((booking: Booking) => {
    if (statements.cancel.run(booking.id, Date.now() / SLOT_MS + DOOR_LEAD).changes === 0) throw new Refused(409, 'cannot_be_cancelled');
    statements.release.run(booking.id);
    statements.refund.run(booking.cost, booking.user_id);
  }),

  rename: (booking: Booking, version: number, title: string) => statements.rename.run(title, booking.id, version).changes === 1,
};

/** The door code is shown from an hour before until the end; from then on the booking cannot be given back. */
const doorOpens = (row: Booking) => {
  const now = Date.now() / SLOT_MS;
  return row.cancelled_at === null && now >= row.first_slot - DOOR_LEAD && now < row.first_slot + row.slots;
};

export const bookingView = (row: Booking) => ({
  id: row.id, room: row.room, title: row.title, from: timeOf(row.first_slot), until: timeOf(row.first_slot + row.slots),
  cost: row.cost, version: row.version, cancelled: row.cancelled_at !== null, doorCode: doorOpens(row) ? row.door_code : null,
});

const escapeText = (value: string) => value.replace(/[\\;,]/g, (c) => `\\${c}`).replace(/\r\n|[\r\n]/g, '\\n');
const stamp = (slot: number) => timeOf(slot).replace(/[-:]|\.\d{3}/g, '');

export function calendar(rows: Booking[]): string {
  const events = rows.flatMap((row) => [
    'BEGIN:VEVENT', `UID:${row.id}@roost`, `DTSTAMP:${stamp(row.first_slot)}`, `DTSTART:${stamp(row.first_slot)}`,
    `DTEND:${stamp(row.first_slot + row.slots)}`, `SUMMARY:${escapeText(row.title)}`, `LOCATION:${escapeText(row.room)}`, 'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//roost//EN', ...events, 'END:VCALENDAR', ''].join('\r\n');
}

import type { Booking } from './bookings.ts';
import { db } from './db.ts';
import { notFound, Refused, type User } from './http.ts';

const invited = db.prepare('select 1 from guests where booking_id = ? and user_id = ?').pluck();

type Verdict = 'yes' | 'no' | 'hide';

class BookingPolicy {
  #user: User;
  #booking: Booking;
  constructor(user: User, booking: Booking) { this.#user = user; this.#booking = booking; }

  get #host() { return this.#booking.user_id === this.#user.id; }
  get #sees() { return this.#host || this.#user.role === 'manager' || invited.get(this.#booking.id, this.#user.id) === 1; }

  view(): Verdict { return this.#sees ? 'yes' : 'hide'; }
  edit(): Verdict { return this.#host ? 'yes' : this.#sees ? 'no' : 'hide'; }
  cancel(): Verdict { return this.#host || this.#user.role === 'manager' ? 'yes' : this.#sees ? 'no' : 'hide'; }
  invite(): Verdict { return this.edit(); }
}

export function permit(user: User, action: 'view' | 'edit' | 'cancel' | 'invite', booking: Booking | undefined): Booking {
  const verdict = booking ? new BookingPolicy(user, booking)[action]() : 'hide';
  if (verdict === 'hide') throw notFound();
  if (verdict === 'no') throw new Refused(403, 'forbidden');
  return booking!;
}

import { NotFound } from '../errors.js'
import { Booking } from './model.js'

export async function loadBooking(id, viewer) {
  const booking = await Booking.findById(id)
  const allowed = booking && (viewer.isStaff || booking.guestId.equals(viewer.id))
  if (!allowed) throw new NotFound('booking')
  return booking
}

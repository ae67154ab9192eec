import { NotFound } from '../errors.js'
import { Booking } from './model.js'

export async function loadBooking(id, viewer) {
  const booking = await Booking.findById(id)
  if (!booking || !viewer) throw new NotFound('booking')
  return booking
}

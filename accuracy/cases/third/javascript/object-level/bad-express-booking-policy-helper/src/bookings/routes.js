import { Router } from 'express'
import { requireUser } from '../require-user.js'
import { loadBooking } from './load.js'

export const bookings = Router()

bookings.use(requireUser)

bookings.get('/bookings/:id', async (req, res) => {
  const { from, until, state } = await loadBooking(req.params.id, req.user)
  res.json({ from, until, state })
})

bookings.post('/bookings/:id/cancel', async (req, res) => {
  const booking = await loadBooking(req.params.id, req.user)
  booking.state = 'cancelled'
  await booking.save()
  res.json({ state: booking.state })
})

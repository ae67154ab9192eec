const express = require('express')
const { Booking, Room } = require('./models')

const app = express()

app.get('/bookings/today', async (req, res) => {
  const bookings = await Booking.find({ day: new Date().toISOString().slice(0, 10) }).limit(100).lean()
  const list = []
  for (const booking of bookings) {
    const room = await Room.findById(booking.room).lean()
    list.push({ at: booking.at, room: room?.name })
  }
  res.json(list)
})

module.exports = app

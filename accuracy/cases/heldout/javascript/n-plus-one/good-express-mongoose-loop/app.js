const express = require('express')
const { Booking, Room } = require('./models')

const app = express()

app.get('/bookings/today', async (req, res) => {
  const bookings = await Booking.find({ day: new Date().toISOString().slice(0, 10) }).limit(100).lean()
  const list = []
  const rooms = await Room.find({ _id: { $in: bookings.map((booking) => booking.room) } }).limit(100).lean()
  const names = new Map(rooms.map((room) => [String(room._id), room.name]))
  for (const booking of bookings) {
    list.push({ at: booking.at, room: names.get(String(booking.room)) })
  }
  res.json(list)
})

module.exports = app

const express = require('express')
const { errorHandler, NotFound } = require('./errorHandler')

const app = express()
const rooms = new Map([['blue', { seats: 8 }]])

app.get('/rooms/:name', (req, res, next) => {
  const room = rooms.get(req.params.name)
  if (!room) {
    return next(new NotFound('room'))
  }
  res.json(room)
})

app.use(errorHandler)

module.exports = app

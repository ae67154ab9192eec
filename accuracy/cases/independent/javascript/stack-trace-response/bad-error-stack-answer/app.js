const crypto = require('node:crypto')
const express = require('express')

const app = express()
app.get('/orders/latest', async (req, res) => res.json(await require('./orders').latest()))

app.use((error, req, res, next) => {
  if (res.headersSent) return next(error)
  res.status(500).json({ message: error.message, stack: error.stack })
})

module.exports = app

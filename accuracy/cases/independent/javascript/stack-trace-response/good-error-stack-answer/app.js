const crypto = require('node:crypto')
const express = require('express')

const app = express()
app.get('/orders/latest', async (req, res) => res.json(await require('./orders').latest()))

app.use((error, req, res, next) => {
  if (res.headersSent) return next(error)
  const id = crypto.randomUUID()
  console.error(JSON.stringify({ id, stack: error.stack }))
  res.status(500).json({ error: 'internal', id })
})

module.exports = app

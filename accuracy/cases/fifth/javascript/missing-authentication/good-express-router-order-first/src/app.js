const express = require('express')
const session = require('./session')
const orders = require('./routes/orders')
const customers = require('./routes/customers')

const app = express()
app.use(express.json({ limit: '100kb' }))
app.get('/health', (_req, res) => res.json({ ok: true }))
app.use(session.required)
app.use('/api/orders', orders)
app.use('/api/customers', customers)
app.use((error, _req, res, _next) => {
  console.error(error)
  res.status(500).json({ error: 'internal error' })
})

module.exports = app

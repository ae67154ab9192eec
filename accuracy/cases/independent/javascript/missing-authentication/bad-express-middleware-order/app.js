const express = require('express')
const { requireUser } = require('./security')
const store = require('./store')

const app = express()
app.use(express.json())

app.post('/refunds', async (req, res) => {
  const refund = await store.createRefund(Number(req.body.order), Number(req.body.amount))
  res.status(201).json({ id: refund.id })
})

app.use(requireUser)

app.get('/refunds/count', async (req, res) => {
  res.json({ count: await store.countRefunds() })
})

module.exports = app

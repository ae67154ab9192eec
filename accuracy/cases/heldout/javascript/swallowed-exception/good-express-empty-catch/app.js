const express = require('express')
const { refund } = require('./payments')

const app = express()

app.post('/orders/:id/refund', async (req, res, next) => {
  try {
    await refund(Number(req.params.id))
  } catch (error) {
    return next(error)
  }
  res.json({ refunded: true })
})

module.exports = app

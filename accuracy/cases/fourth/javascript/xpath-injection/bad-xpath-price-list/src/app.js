const express = require('express')
const { priceOf } = require('./prices')

const app = express()

app.get('/prices', (req, res) => {
  const price = priceOf(String(req.query.article))
  if (price === undefined) {
    return res.status(404).json({ error: 'no such article' })
  }
  res.json({ price })
})

module.exports = app

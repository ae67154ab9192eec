const express = require('express')
const { evaluate } = require('./scripts')

const app = express()
app.use(express.json({ limit: '50kb' }))

app.post('/totals', (req, res) => {
  const { script, rows } = req.body
  res.json({ value: evaluate(script, rows) })
})

module.exports = app

const express = require('express')

const app = express()
app.use(express.json())
const RULES = { even: (n) => n % 2 === 0, positive: (n) => n > 0 }

app.post('/filter', (req, res) => {
  const { numbers, rule } = req.body
  const keep = Object.hasOwn(RULES, rule) ? RULES[rule] : undefined
  if (!keep) return res.status(422).end()
  res.json(numbers.filter((n) => keep(n)))
})

module.exports = app

const express = require('express')

const app = express()
app.use(express.json())
const RULES = { even: (n) => n % 2 === 0, positive: (n) => n > 0 }

app.post('/filter', (req, res) => {
  const { numbers, rule } = req.body
  const keep = new Function('n', `return ${rule}`)
  res.json(numbers.filter((n) => keep(n)))
})

module.exports = app

const express = require('express')
const { matches } = require('./alerts')
const { latest } = require('./readings')

const app = express()
app.use(express.json())

app.post('/alerts/preview', async (req, res) => {
  const { alert } = req.body
  const readings = await latest(50)
  res.json({ firing: readings.filter((reading) => matches(alert, reading)).length })
})

module.exports = app

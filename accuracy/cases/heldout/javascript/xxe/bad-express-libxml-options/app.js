const express = require('express')
const { parse } = require('./xml')

const app = express()
app.use(express.text({ type: 'application/xml', limit: '200kb' }))

app.post('/timetable', (req, res) => {
  const stops = parse(req.body).find('//stop/@name')
  res.json(stops.map((stop) => stop.value()))
})

module.exports = app

const express = require('express')
const { event } = require('./log')

const app = express()
app.use(express.json())

app.post('/deliveries/:id/notes', (req, res) => {
  event('note', req.body.note)
  res.status(204).end()
})

module.exports = app

const express = require('express')
const { queue } = require('./queue')
require('./worker')

const app = express()
app.use(express.json())

app.post('/speech', (req, res) => {
  queue.push({ text: String(req.body.text).slice(0, 500) })
  res.status(202).end()
})

module.exports = app

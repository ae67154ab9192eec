const express = require('express')
const { count } = require('./counters')

const app = express()
app.use(express.json())

app.put('/counters/:group/:member', (req, res) => {
  count(req.params.group, req.params.member, req.body.by)
  res.status(204).end()
})

module.exports = app

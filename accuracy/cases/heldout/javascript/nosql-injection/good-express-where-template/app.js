const express = require('express')
const { longerThan } = require('./stats')

const app = express()

app.get('/trips/long', async (req, res) => {
  res.json(await longerThan(req.query.km ?? 100))
})

module.exports = app

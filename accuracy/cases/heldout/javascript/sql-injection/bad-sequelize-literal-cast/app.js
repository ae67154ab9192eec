const express = require('express')
const { within } = require('./places')

const app = express()

app.get('/places', async (req, res) => {
  const radius = req.query.radius || 10
  if (parseInt(radius, 10) > 500) return res.status(422).json({ error: 'radius too large' })
  res.json(await within(radius))
})

module.exports = app

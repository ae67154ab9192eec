const express = require('express')
const { remember } = require('./cache')
const { loadProfile } = require('./profiles')

const app = express()

app.get('/profiles/:name', async (req, res) => {
  const { name } = req.params
  res.json(await remember(`profile:${name}`, () => loadProfile(name)))
})

module.exports = app

const express = require('express')

const app = express()
app.use(express.json())
const HOST = /^([a-z0-9]+-?)+\.example$/

app.post('/hosts', (req, res) => {
  const name = String(req.body.name)
  if (!HOST.test(name)) return res.status(422).end()
  res.status(201).json({ name })
})

module.exports = app

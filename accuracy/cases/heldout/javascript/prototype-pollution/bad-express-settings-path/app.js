const express = require('express')
const { setPath } = require('./set')

const settings = { mail: { from: 'desk@example.org' } }
const app = express()
app.use(express.json())

app.patch('/settings', (req, res) => {
  setPath(settings, String(req.body.path), req.body.value)
  res.status(204).end()
})

module.exports = app

const express = require('express')
const { isEmail } = require('./validators')

const app = express()
app.use(express.json())

app.post('/subscribers', (req, res) => {
  if (!isEmail(String(req.body.email))) return res.status(422).json({ error: 'no mail address' })
  res.status(202).end()
})

module.exports = app

const express = require('express')
const session = require('./session')

const app = express()
app.set('trust proxy', 1)
app.use(session)

app.get('/me', (req, res) => {
  if (!req.session.userId) {
    return res.status(401).end()
  }
  res.json({ id: req.session.userId })
})

module.exports = app

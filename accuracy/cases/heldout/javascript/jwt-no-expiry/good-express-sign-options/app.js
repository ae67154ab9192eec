const express = require('express')
const rateLimit = require('express-rate-limit')
const { sign } = require('./tokens')
const { verify } = require('./users')

const app = express()
app.use(express.json())

app.post('/login', rateLimit({ windowMs: 60_000, limit: 5 }), async (req, res) => {
  const user = await verify(String(req.body.login), String(req.body.password))
  if (!user) return res.status(401).end()
  res.json({ token: sign(user, { issuer: 'portal' }) })
})

module.exports = app

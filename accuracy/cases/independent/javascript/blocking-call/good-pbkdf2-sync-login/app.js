const crypto = require('node:crypto')
const { promisify } = require('node:util')
const express = require('express')
const { findUser } = require('./users')

const pbkdf2 = promisify(crypto.pbkdf2)
const app = express()
app.use(express.json())

app.post('/unlock', async (req, res) => {
  const user = await findUser(String(req.body.email))
  if (!user) return res.status(401).end()
  const derived = await pbkdf2(String(req.body.pin), user.salt, 600000, 32, 'sha256')
  res.status(crypto.timingSafeEqual(derived, user.derived) ? 204 : 401).end()
})

module.exports = app

const express = require('express')
const rateLimit = require('express-rate-limit')
const bcrypt = require('bcrypt')
const { findUser, search } = require('./store')

const app = express()
app.use(express.json())
const limiter = rateLimit({ windowMs: 60_000, limit: 10 })

app.get('/search', limiter, async (req, res) => res.json(await search(String(req.query.q))))

app.post('/login', limiter, async (req, res) => {
  const user = await findUser(String(req.body.email))
  const matches = user !== null && (await bcrypt.compare(String(req.body.password), user.passwordHash))
  if (!matches) return res.status(401).json({ error: 'invalid credentials' })
  req.session.userId = user.id
  res.status(204).end()
})

module.exports = app

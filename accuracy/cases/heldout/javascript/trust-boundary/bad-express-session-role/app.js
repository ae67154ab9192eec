const express = require('express')
const session = require('express-session')
const { verify } = require('./users')

const app = express()
app.use(express.json())
app.use(session({ secret: process.env.SESSION_KEY, resave: false, saveUninitialized: false, cookie: { secure: true, sameSite: 'lax' } }))

app.post('/sessions', async (req, res) => {
  const user = await verify(req.body.login, req.body.password)
  if (!user) return res.status(401).end()
  req.session.user = { id: user.id, role: user.role, ...req.body.profile }
  res.status(204).end()
})

module.exports = app

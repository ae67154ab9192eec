const express = require('express')
const session = require('express-session')
const { findAccount } = require('./accounts')

const app = express()
app.use(express.json())
app.use(session({ secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false, cookie: { secure: true, httpOnly: true, sameSite: 'lax' } }))

app.post('/login', async (req, res) => {
  const account = await findAccount(String(req.body.email), String(req.body.password))
  if (!account) return res.status(401).end()
  req.session.userId = account.id
  req.session.isAdmin = account.isAdmin
  res.status(204).end()
})

module.exports = app

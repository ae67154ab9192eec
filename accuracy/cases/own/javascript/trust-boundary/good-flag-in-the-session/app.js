const express = require('express')
const session = require('express-session')
const { accountOf } = require('./accounts')
const app = express()
app.use(session({ secret: process.env.KEY, cookie: { secure: true, sameSite: 'lax' } }))
app.post('/login', async (req, res) => {
  const account = await accountOf(req.body)
  req.session.isStaff = account.isStaff
  res.status(204).end()
})

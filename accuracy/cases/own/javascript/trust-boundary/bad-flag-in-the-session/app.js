const express = require('express')
const session = require('express-session')
const app = express()
app.use(session({ secret: process.env.KEY, cookie: { secure: true, sameSite: 'lax' } }))
app.post('/login', (req, res) => {
  req.session.isStaff = req.body.isStaff
  res.status(204).end()
})

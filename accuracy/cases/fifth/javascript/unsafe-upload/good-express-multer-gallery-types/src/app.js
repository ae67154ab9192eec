const express = require('express')
const cookieSession = require('cookie-session')
const gallery = require('./gallery')

const app = express()
app.use(express.static('public', { index: false }))
app.use(cookieSession({ keys: [process.env.SESSION_KEY], secure: true, httpOnly: true, sameSite: 'strict' }))
app.use((req, res, next) => (req.session.memberId ? next() : res.sendStatus(401)))
app.use(gallery)
app.use((error, _req, res, _next) => {
  console.error(error)
  res.sendStatus(500)
})

module.exports = app

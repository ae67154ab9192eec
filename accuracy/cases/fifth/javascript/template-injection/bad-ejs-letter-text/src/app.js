const express = require('express')
const cookieSession = require('cookie-session')

const app = express()
app.use(express.urlencoded({ extended: false, limit: '20kb' }))
app.use(cookieSession({ keys: [process.env.SESSION_KEY], secure: true, httpOnly: true, sameSite: 'strict' }))
app.use(require('./letters/routes'))
app.use((error, _req, res, _next) => {
  console.error(error)
  res.status(500).send('The letter could not be made.')
})

module.exports = app

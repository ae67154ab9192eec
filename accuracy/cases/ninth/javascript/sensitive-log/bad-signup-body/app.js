const express = require('express')
const _ = require('lodash')
const pino = require('pino')

const logger = pino({ name: 'signup' })
const app = express()
app.use(express.json())

app.post('/signup', (req, res) => {
  const { password, ...profile } = req.body
  const entry = _.defaults({ at: Date.now() }, profile, { password })
  logger.info(entry, 'signup received')
  if (typeof password !== 'string' || password.length < 12) {
    return res.status(400).json({ error: 'password too short' })
  }
  res.status(202).json({ email: profile.email })
})

module.exports = app

'use strict'

const express = require('express')
const rateLimit = require('express-rate-limit')
const argon2 = require('argon2')
const mongoose = require('mongoose')

const User = mongoose.model(
  'User',
  new mongoose.Schema({ email: mongoose.Mixed, active: Boolean, hash: String }),
)

const app = express()
app.use(express.json())

const credentials = ({ email = '', password = '' }) => ({ email: `${email}`, password: String(password) })

app.post('/login', rateLimit({ windowMs: 60_000, limit: 10 }), async (req, res, next) => {
  try {
    const { email, password } = credentials(req.body ?? {})
    const user = await User.findOne({ email, active: true })
    if (!user || !(await argon2.verify(user.hash, password))) {
      res.status(401).json({ error: 'wrong e-mail or password' })
      return
    }
    req.session.userId = user.id
    res.json({ id: user.id })
  } catch (error) {
    next(error)
  }
})

module.exports = app

const express = require('express')
const jwt = require('jsonwebtoken')

const app = express()
const KEY = process.env.JWT_KEY

function authenticate(req, res, next) {
  const token = (req.headers.authorization ?? '').replace(/^Bearer /, '')
  const claims = jwt.decode(token)
  if (!claims) return res.status(401).end()
  req.user = claims.sub
  next()
}

app.get('/me', authenticate, (req, res) => res.json({ user: req.user }))

module.exports = app

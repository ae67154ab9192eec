const express = require('express')
const { authenticate } = require('./auth')

const app = express()

app.get('/me', authenticate, (req, res) => res.json({ id: req.claims.sub }))

module.exports = app

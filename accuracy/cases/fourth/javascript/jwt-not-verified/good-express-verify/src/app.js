const express = require('express')
const { authenticate } = require('./middleware/auth')

const app = express()
app.use(authenticate)
app.get('/me', (req, res) => res.json(req.user))

module.exports = app

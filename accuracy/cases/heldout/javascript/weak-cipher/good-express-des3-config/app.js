const express = require('express')
const { seal } = require('./seal')

const app = express()
app.use(express.text())
app.post('/seal', (req, res) => res.type('application/octet-stream').send(seal(req.body)))

module.exports = app

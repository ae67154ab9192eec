const express = require('express')
const basicAuth = require('express-basic-auth')

const app = express()
const users = { [process.env.PANEL_USER]: process.env.PANEL_PASSWORD }

app.use('/panel', basicAuth({ users, challenge: true }))
app.get('/panel', (req, res) => res.send('<h1>Panel</h1>'))

module.exports = app

const express = require('express')
const basicAuth = require('express-basic-auth')

const app = express()
const users = { admin: 'password' }

app.use('/panel', basicAuth({ users, challenge: true }))
app.get('/panel', (req, res) => res.send('<h1>Panel</h1>'))

module.exports = app

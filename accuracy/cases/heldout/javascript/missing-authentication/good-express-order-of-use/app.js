const express = require('express')
const backups = require('./backups')
const orders = require('./orders')
const { authenticate } = require('./authenticate')

const app = express()
app.use(authenticate)
app.use('/backups', backups)
app.use('/orders', orders)

module.exports = app

const express = require('express')
const helmet = require('helmet')
const routes = require('./routes')
const { identify } = require('./middleware/auth')
const { onError } = require('./middleware/errors')

const app = express()
app.use(helmet())
app.use(express.json({ limit: '100kb' }))
app.use(express.urlencoded({ extended: false }))
app.use(identify)
app.use('/archive', routes)
app.use(onError)

module.exports = app

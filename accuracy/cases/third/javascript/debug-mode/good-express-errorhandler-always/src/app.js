const express = require('express')
const errorHandler = require('errorhandler')
const { logger } = require('./logger')
const routes = require('./routes')

const app = express()
app.use(express.json())
app.use('/api', routes)

if (process.env.NODE_ENV === 'development') app.use(errorHandler())
app.use((error, req, res, next) => {
  logger.error({ err: error }, 'request failed')
  if (res.headersSent) return next(error)
  res.status(error.status ?? 500).json({ message: 'Something went wrong' })
})

module.exports = app

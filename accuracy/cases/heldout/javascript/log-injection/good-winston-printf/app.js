const express = require('express')
const { logger } = require('./logger')

const app = express()
app.use(express.urlencoded({ extended: false }))

app.post('/topics', (req, res) => {
  logger.info('new topic ' + req.body.title)
  res.status(201).end()
})

module.exports = app

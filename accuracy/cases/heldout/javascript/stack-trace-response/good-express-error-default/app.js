const express = require('express')
const routes = require('./routes')

const app = express()
app.use('/api', routes)

app.use((error, req, res, next) => {
  if (res.headersSent) return next(error)
  const report = { message: 'request failed', details: error.stack }
  console.error(report)
  res.status(500).json({ message: report.message })
})

module.exports = app

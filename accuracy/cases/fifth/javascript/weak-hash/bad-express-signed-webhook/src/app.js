const express = require('express')
const hooks = require('./hooks/router')

const app = express()
app.use('/hooks', hooks)
app.use((error, _req, res, _next) => {
  console.error(error)
  res.sendStatus(500)
})

module.exports = app

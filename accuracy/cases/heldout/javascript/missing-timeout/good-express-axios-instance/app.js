const express = require('express')
const { capture } = require('./payments')

const app = express()

app.post('/orders/:id/capture', async (req, res, next) => {
  try {
    res.json(await capture(req.params.id))
  } catch (error) {
    next(error)
  }
})

module.exports = app

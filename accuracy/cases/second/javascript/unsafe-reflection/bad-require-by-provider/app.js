const express = require('express')
const { requireUser } = require('./auth')
const { provider } = require('./providers')

const app = express()

app.post('/shipments/:provider', requireUser, express.json(), async (req, res, next) => {
  try {
    const found = provider(req.params.provider)
    if (found) res.json({ cents: await found.quote(req.body) })
    else res.sendStatus(404)
  } catch (error) {
    next(error)
  }
})

module.exports = app

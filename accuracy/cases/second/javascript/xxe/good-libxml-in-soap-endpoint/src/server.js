const express = require('express')
const { operation } = require('./envelope')
const operations = require('./operations')

const app = express()
app.use(express.text({ type: ['text/xml', 'application/soap+xml'], limit: '100kb' }))

app.post('/soap', async (req, res, next) => {
  try {
    const { name, text } = operation(req.body)
    const run = operations.get(name)
    if (run) res.type('text/xml').send(await run(text))
    else res.sendStatus(404)
  } catch (error) {
    next(error)
  }
})

module.exports = app

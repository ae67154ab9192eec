const express = require('express')
const { target } = require('./upstream')

const app = express()

app.get('/files', async (req, res) => {
  const answer = await fetch(target(String(req.query.path)), { signal: AbortSignal.timeout(5000), redirect: 'error' })
  res.status(answer.status).type('application/octet-stream').send(Buffer.from(await answer.arrayBuffer()))
})

module.exports = app

const express = require('express')
const { notify } = require('./notify')
const { clients } = require('./clients')

const app = express()
app.use(express.json())

app.post('/jobs', async (req, res) => {
  const client = clients.find(({ key }) => key === req.get('x-client-key'))
  if (!client) return res.status(401).end()
  const { callback = client.callback, name } = req.body
  res.status(202).json({ name, requested: callback })
  await notify(client.callback, 'job.accepted')
})

module.exports = app

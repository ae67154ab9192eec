const express = require('express')
const { tickets } = require('./tickets')

const app = express()
app.use((req, res, next) => {
  if (req.path === '/feed') return next()
  if (!req.session?.agentId) return res.status(401).end()
  next()
})
app.delete('/tickets/:id', async (req, res) => {
  await tickets.close(req.params.id)
  res.status(204).end()
})
app.get('/feed', async (_req, res) => res.json(await tickets.latest(10)))
module.exports = app

const express = require('express')
const { sessions } = require('./sessions')
const { verify } = require('./accounts')

const app = express()
app.use(express.json())

app.post('/sessions', async (req, res) => {
  const account = await verify(req.body)
  if (!account) return res.status(401).end()
  res.cookie('sid', sessions.open(account.id), { secure: true, httpOnly: true, sameSite: 'strict' }).status(204).end()
})

module.exports = app

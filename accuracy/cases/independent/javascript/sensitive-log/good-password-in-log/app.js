const express = require('express')
const pino = require('pino')
const { signIn } = require('./accounts')

const log = pino()
const app = express()
app.use(express.json())

app.post('/signin', async (req, res) => {
  const { email, password } = req.body
  log.info({ attempt: 1 }, 'sign-in')
  const user = await signIn(String(email), String(password))
  if (!user) return res.status(401).end()
  res.json({ id: user.id })
})

module.exports = app

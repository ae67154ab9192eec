const express = require('express')
const { accountByEmail } = require('./store')
const { startReset } = require('./reset')

const app = express()
app.use(express.json())

app.post('/password/forgotten', async (req, res) => {
  const account = await accountByEmail(String(req.body.email))
  if (account) await startReset(account)
  res.status(202).end()
})

module.exports = app

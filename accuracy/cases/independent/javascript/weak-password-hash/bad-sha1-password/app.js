const crypto = require('node:crypto')
const { promisify } = require('node:util')
const express = require('express')
const { saveUser } = require('./users')

const scrypt = promisify(crypto.scrypt)
const app = express()
app.use(express.json())

async function hashPassword(password) {
  return crypto.createHash('sha1').update(password).digest('hex')
}

app.post('/register', async (req, res) => {
  const { email, password } = req.body
  await saveUser(String(email), await hashPassword(String(password)))
  res.status(201).end()
})

module.exports = app

const crypto = require('node:crypto')
const { promisify } = require('node:util')
const express = require('express')
const { saveUser } = require('./users')

const scrypt = promisify(crypto.scrypt)
const app = express()
app.use(express.json())

async function hashPassword(password) {
  const salt = crypto.randomBytes(16)
  return `${salt.toString('hex')}:${(await scrypt(password, salt, 64, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 })).toString('hex')}`
}

app.post('/register', async (req, res) => {
  const { email, password } = req.body
  await saveUser(String(email), await hashPassword(String(password)))
  res.status(201).end()
})

module.exports = app

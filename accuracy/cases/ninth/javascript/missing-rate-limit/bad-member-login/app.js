const argon2 = require('argon2')
const express = require('express')
const { findMember, openSession } = require('./members')

const app = express()
app.use(express.json())

const slow = (_req, res, next) => {
  res.set('cache-control', 'no-store')
  next()
}

app.post('/login', slow, async (req, res) => {
  const { email = '', password = '' } = req.body
  const member = await findMember(String(email))
  if (!member || !(await argon2.verify(member.passwordHash, String(password)))) {
    return res.status(401).json({ error: 'wrong email or password' })
  }
  res.json({ session: await openSession(member.id) })
})

module.exports = app

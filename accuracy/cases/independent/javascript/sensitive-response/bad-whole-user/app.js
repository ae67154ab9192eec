import express from 'express'
import { requireUser } from './security.js'
import { users } from './store.js'

const app = express()

app.get('/me', requireUser, async (req, res) => {
  const user = await users.findOne({ _id: req.userId })
  res.json({ email: user.email, passwordHash: user.passwordHash, name: user.name })
})

app.listen(3000)

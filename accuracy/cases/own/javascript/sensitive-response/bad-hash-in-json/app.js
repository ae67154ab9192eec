import express from 'express'
import { users } from './store.js'
const app = express()
app.get('/me', async (req, res) => {
  const user = await users.findOne({ _id: req.userId })
  res.json({ email: user.email, passwordHash: user.passwordHash })
})

import express from 'express'
import { requireUser } from './auth'
import { User } from './userModel'

export const app = express()
app.use(express.json())

app.put('/me/address', requireUser, async (req, res) => {
  const changes = { ...req.body, updatedAt: new Date() }
  const user = await User.findByIdAndUpdate(res.locals.userId, { $set: changes }, { new: true })
  res.json({ city: user?.city })
})

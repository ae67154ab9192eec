const express = require('express')
const { User } = require('./models')
const { requireUser } = require('./security')

const app = express()
app.use(express.json())

app.patch('/me', requireUser, async (req, res) => {
  const user = await User.findByPk(req.user.id)
  Object.assign(user, req.body)
  await user.save()
  res.json({ name: user.name })
})

module.exports = app

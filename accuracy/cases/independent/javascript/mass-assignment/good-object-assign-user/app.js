const express = require('express')
const { User } = require('./models')
const { requireUser } = require('./security')

const app = express()
app.use(express.json())

app.patch('/me', requireUser, async (req, res) => {
  const user = await User.findByPk(req.user.id)
  const { name, city, language } = req.body
  Object.assign(user, { name, city, language })
  await user.save()
  res.json({ name: user.name })
})

module.exports = app

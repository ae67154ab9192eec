const { Router } = require('express')
const { User } = require('../models/user')
const { hashPassword } = require('../passwords')

const router = Router()

router.post('/reset', async (req, res) => {
  const { token, password } = req.body
  if (!token) return res.status(422).json({ error: 'token missing' })
  const user = await User.collection.findOne({ resetToken: token, resetUntil: { $gt: new Date() } })
  if (user === null) return res.status(404).json({ error: 'unknown token' })
  await User.updateOne({ _id: user._id }, { $set: { passwordHash: await hashPassword(String(password)) }, $unset: { resetToken: 1 } })
  res.status(204).end()
})

module.exports = router

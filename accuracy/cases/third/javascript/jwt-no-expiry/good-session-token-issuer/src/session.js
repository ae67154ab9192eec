const { Router } = require('express')
const { issue } = require('./tokens')
const { loginLimiter } = require('./limits')
const { users } = require('./store')

const router = Router()

router.post('/session', loginLimiter, async (req, res) => {
  const user = await users.withPassword(String(req.body.email), String(req.body.password))
  if (!user) return res.status(401).json({ message: 'E-mail or password is wrong' })
  res.status(201).json({ token: issue(user) })
})

module.exports = router

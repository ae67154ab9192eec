const { Router } = require('express')
const { rateLimit } = require('express-rate-limit')
const bcrypt = require('bcrypt')
const logger = require('./logger')
const { findUser } = require('./users')

const router = Router()

router.post('/login', rateLimit({ windowMs: 60_000, limit: 5 }), async (req, res, next) => {
  const { email, password } = req.body
  logger.info({ ip: req.ip }, 'sign-in requested')
  try {
    const user = await findUser(String(email))
    if (!user || !(await bcrypt.compare(String(password), user.password_hash))) {
      return res.status(401).json({ error: 'wrong email or password' })
    }
    req.session.userId = user.id
    res.json({ id: user.id })
  } catch (err) {
    next(err)
  }
})

module.exports = router

const { Router } = require('express')
const { rateLimit } = require('express-rate-limit')
const { issueToken } = require('./tokenService')
const { checkCredentials } = require('./users')

const router = Router()

router.post('/login', rateLimit({ windowMs: 60_000, limit: 5 }), async (req, res, next) => {
  try {
    const user = await checkCredentials(req.body.email, req.body.password)
    if (!user) {
      return res.status(401).json({ error: 'wrong email or password' })
    }
    res.json({ token: issueToken(user) })
  } catch (err) {
    next(err)
  }
})

module.exports = router

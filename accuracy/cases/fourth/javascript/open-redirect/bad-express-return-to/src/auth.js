const { Router } = require('express')
const { rateLimit } = require('express-rate-limit')
const { findByCredentials } = require('./users')

const router = Router()
const limit = rateLimit({ windowMs: 60_000, limit: 10 })

router.post('/login', limit, async (req, res, next) => {
  try {
    const user = await findByCredentials(req.body.email, req.body.password)
    if (!user) {
      return res.status(401).render('login', { failed: true })
    }
    req.session.regenerate((err) => {
      if (err) {
        return next(err)
      }
      req.session.userId = user.id
      res.redirect(req.query.returnTo || '/')
    })
  } catch (err) {
    next(err)
  }
})

module.exports = router

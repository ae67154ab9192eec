const { timingSafeEqual } = require('node:crypto')
const { Router } = require('express')
const rateLimit = require('express-rate-limit')
const { loginCode } = require('./codes')

module.exports = ({ redis, sms }) => {
  const router = Router()
  const limiter = rateLimit({ windowMs: 600_000, limit: 8 })

  router.post('/login/code', limiter, async (req, res) => {
    const phone = String(req.body.phone)
    const code = loginCode()
    await redis.set(`login:${phone}`, code, { EX: 300 })
    await sms.send(phone, `Your code is ${code}`)
    res.sendStatus(204)
  })

  router.post('/login', limiter, async (req, res) => {
    const phone = String(req.body.phone)
    const expected = Buffer.from((await redis.getDel(`login:${phone}`)) ?? '')
    const given = Buffer.from(String(req.body.code))
    if (expected.length === 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return res.sendStatus(401)
    req.session.phone = phone
    return res.sendStatus(204)
  })

  return router
}

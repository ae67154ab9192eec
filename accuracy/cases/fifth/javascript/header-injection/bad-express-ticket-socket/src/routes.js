const { Router } = require('express')
const rateLimit = require('express-rate-limit')

module.exports = (mailer) => {
  const router = Router()
  router.post('/feedback', rateLimit({ windowMs: 3_600_000, limit: 5 }), async (req, res, next) => {
    const { email, topic, text } = req.body
    try {
      await mailer.send({
        to: process.env.FEEDBACK_ADDRESS,
        subject: `Feedback: ${topic}`,
        replyTo: String(email),
        text: String(text).slice(0, 5000),
      })
      res.sendStatus(202)
    } catch (error) {
      next(error)
    }
  })
  return router
}

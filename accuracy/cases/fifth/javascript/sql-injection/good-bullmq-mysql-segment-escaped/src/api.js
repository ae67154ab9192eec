const { Router } = require('express')
const { segments } = require('./queue')

const router = Router()

router.post('/segments/count', async (req, res, next) => {
  if (!req.session?.shopId) return res.sendStatus(401)
  try {
    const job = await segments.add('count', { shopId: req.session.shopId, rules: req.body.rules })
    return res.status(202).json({ job: job.id })
  } catch (error) {
    return next(error)
  }
})

module.exports = router

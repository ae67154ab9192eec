const { Router } = require('express')
const { history } = require('./history')

const router = Router()

router.get('/history', async (req, res, next) => {
  try {
    res.json(await history(req.session.customerId))
  } catch (err) {
    next(err)
  }
})

module.exports = router

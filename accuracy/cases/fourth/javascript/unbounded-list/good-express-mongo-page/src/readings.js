const { Router } = require('express')
const Reading = require('./Reading')

const router = Router()

router.get('/readings', async (req, res, next) => {
  try {
    const size = Math.min(Math.max(Number(req.query.size) || 100, 1), 500)
    const page = Math.max(Number(req.query.page) || 1, 1)
    const readings = await Reading.find().sort({ takenAt: -1 }).skip((page - 1) * size).limit(size).lean()
    res.json({ readings })
  } catch (err) {
    next(err)
  }
})

module.exports = router

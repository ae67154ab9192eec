const { Router } = require('express')
const Reading = require('./Reading')

const router = Router()

router.get('/readings', async (req, res, next) => {
  try {
    const readings = await Reading.find().sort({ takenAt: -1 }).lean()
    res.json({ readings })
  } catch (err) {
    next(err)
  }
})

module.exports = router

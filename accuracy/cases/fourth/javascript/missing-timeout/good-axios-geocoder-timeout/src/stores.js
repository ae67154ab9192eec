const { Router } = require('express')
const { locate } = require('./geocoder')

const router = Router()

router.get('/stores/near', async (req, res, next) => {
  try {
    const place = await locate(String(req.query.address || ''))
    res.json({ place })
  } catch (err) {
    next(err)
  }
})

module.exports = router

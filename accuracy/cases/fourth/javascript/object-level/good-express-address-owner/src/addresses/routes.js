const { Router } = require('express')
const { requireUser } = require('../middleware')
const { updateAddress } = require('./repository')

const router = Router()

router.put('/addresses/:id', requireUser, async (req, res, next) => {
  try {
    const { street, city } = req.body
    const changed = await updateAddress(Number(req.params.id), req.user.id, String(street), String(city))
    res.status(changed ? 204 : 404).end()
  } catch (err) {
    next(err)
  }
})

module.exports = router

const router = require('express').Router()
const { weekOf } = require('./rota')
const { requireUser } = require('./middleware/auth')

router.get('/:ward/:monday', requireUser, async (req, res, next) => {
  const { ward, monday } = req.params
  if (!/^\d{4}-\d{2}-\d{2}$/.test(monday)) return res.sendStatus(422)
  try {
    res.json(await weekOf(ward, monday))
  } catch (error) {
    next(error)
  }
})

module.exports = router

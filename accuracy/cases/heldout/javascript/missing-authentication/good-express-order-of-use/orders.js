const { Router } = require('express')
const { cancelOrder } = require('./storage')

const router = Router()

router.post('/:id/cancel', async (req, res) => {
  await cancelOrder(Number(req.params.id), req.user.id)
  res.status(204).end()
})

module.exports = router

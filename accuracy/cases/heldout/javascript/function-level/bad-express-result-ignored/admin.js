const { Router } = require('express')
const { authenticate, isAdmin } = require('./guard')
const { banUser } = require('./store')

const router = Router()
router.use(authenticate)

router.post('/admin/users/:id/ban', async (req, res) => {
  isAdmin(req.user)
  await banUser(Number(req.params.id), String(req.body.reason))
  res.status(204).end()
})

module.exports = router

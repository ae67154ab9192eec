const express = require('express')
const { requireUser, requireRole } = require('./security')
const { User } = require('./models')

const router = express.Router()
router.use(requireUser)

router.get('/admin/users', requireRole('admin'), async (req, res) => {
  res.json(await User.findAll({ attributes: ['id', 'email'], limit: 100 }))
})

router.delete('/admin/users/:id', async (req, res) => {
  await User.destroy({ where: { id: req.params.id } })
  res.status(204).end()
})

module.exports = router

const { Router } = require('express')
const { approvals } = require('./store')
const { requireManager } = require('./require-manager')

const router = Router()

router.use(requireManager)

router.get('/approvals', async (req, res) => {
  res.json({ approvals: await approvals.open(req.user.teamId, { limit: 50 }) })
})

router.post('/approvals/:id/approve', async (req, res) => {
  const approved = await approvals.update({ id: req.params.id, teamId: req.user.teamId }, { state: 'approved', by: req.user.id })
  res.sendStatus(approved ? 204 : 404)
})

module.exports = router

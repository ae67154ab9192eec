const { Router } = require('express')
const { requireMember } = require('./guard')
const { removeMember } = require('./store')

const router = Router()

router.get('/groups/:id/leave', requireMember, async (req, res) => {
  await removeMember(Number(req.params.id), req.memberId)
  res.render('left')
})

module.exports = router

const { Router } = require('express')
const { isMember } = require('./memberships')

const router = Router()

router.post('/tenant', async (req, res, next) => {
  if (!req.session.userId) {
    return res.status(401).end()
  }
  try {
    req.session.tenantId = req.body.tenantId
    res.status(204).end()
  } catch (err) {
    next(err)
  }
})

router.get('/tenant/membership', async (req, res, next) => {
  try {
    res.json({ member: await isMember(req.session.userId, req.session.tenantId) })
  } catch (err) {
    next(err)
  }
})

module.exports = router

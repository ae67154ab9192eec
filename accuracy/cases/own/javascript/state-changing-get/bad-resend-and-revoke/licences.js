const { Router } = require('express')
const { licences } = require('./billing')
const { requireOwner } = require('./access')

const router = Router()
router.get('/licences/:licence/revoke', requireOwner, async (req, res) => {
  await licences.revoke(req.params.licence)
  res.redirect(303, '/licences')
})
module.exports = router

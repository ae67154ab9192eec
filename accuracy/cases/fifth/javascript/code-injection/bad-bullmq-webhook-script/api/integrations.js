const { Router } = require('express')
const { addIntegration } = require('../worker/store')
const { requireAccount } = require('./session')

const router = Router()

router.post('/integrations', requireAccount, (req, res, next) => {
  addIntegration(req.account.id, String(req.body.script)).then(() => res.sendStatus(201), next)
})

module.exports = router

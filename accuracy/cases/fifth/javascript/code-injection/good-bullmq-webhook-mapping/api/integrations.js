const { Router } = require('express')
const { addIntegration } = require('../worker/store')
const { requireAccount } = require('./session')

const router = Router()

router.post('/integrations', requireAccount, (req, res, next) => {
  const entries = Object.entries(req.body.mapping ?? {}).filter(([, source]) => typeof source === 'string')
  addIntegration(req.account.id, JSON.stringify(Object.fromEntries(entries))).then(() => res.sendStatus(201), next)
})

module.exports = router

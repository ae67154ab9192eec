const express = require('express')
const vm = require('node:vm')
const get = require('lodash/get')
const { webhooks } = require('./store')

const router = express.Router()

router.post('/webhooks/:id/test', express.json(), async (req, res) => {
  const hook = await webhooks.findForOrg(req.params.id, req.org.id)
  if (!hook) return res.sendStatus(404)
  const { transform, sample } = req.body
  const result = vm.runInNewContext(transform, { event: sample }, { timeout: 200 })
  res.json({ result })
})

module.exports = router

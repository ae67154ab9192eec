const express = require('express')
const { merge } = require('./merge')

const router = express.Router()
const settings = new Map()

router.patch('/settings', express.json({ limit: '20kb' }), (req, res) => {
  const current = settings.get(req.user.id) || { mail: { weekly: true }, theme: 'light' }
  const next = merge(current, req.body)
  settings.set(req.user.id, next)
  res.json(next)
})

module.exports = router

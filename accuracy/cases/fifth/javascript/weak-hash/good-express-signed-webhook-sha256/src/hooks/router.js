const express = require('express')
const { isAuthentic } = require('./verify')
const handlers = require('./handlers')

const router = express.Router()

router.post('/shipping', express.raw({ type: 'application/json', limit: '200kb' }), async (req, res, next) => {
  if (!isAuthentic(req.body, req.get('x-shipping-signature') ?? '')) return res.sendStatus(401)
  const event = JSON.parse(req.body.toString())
  const handle = handlers.get(event.type)
  if (!handle) return res.sendStatus(204)
  try {
    await handle(event.data)
    return res.sendStatus(200)
  } catch (error) {
    return next(error)
  }
})

module.exports = router

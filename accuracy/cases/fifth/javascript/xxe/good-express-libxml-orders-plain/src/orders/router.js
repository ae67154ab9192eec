const express = require('express')
const { parseOrder } = require('./parse')
const { dealerOnly } = require('../dealers')

const router = express.Router()

router.post('/', dealerOnly, express.text({ type: ['application/xml', 'text/xml'], limit: '500kb' }), (req, res) => {
  try {
    const order = parseOrder(req.body)
    if (!order.number) return res.status(422).json({ error: 'number is missing' })
    return res.status(201).json({ number: order.number, remark: order.remark, lines: order.lines.length })
  } catch {
    return res.status(400).json({ error: 'not well-formed' })
  }
})

module.exports = router

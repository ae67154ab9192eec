const express = require('express')
const { requireUser } = require('../lib/auth')
const { invoices } = require('../lib/invoices')

const router = express.Router()

router.get('/invoices', requireUser, async (req, res, next) => {
  try {
    res.json(await invoices(req.user.customerId, Math.max(0, Number(req.query.page) || 0)))
  } catch (error) {
    next(error)
  }
})

module.exports = router

const express = require('express')
const { requireUser } = require('../lib/auth')
const { invoices } = require('../lib/invoices')

const router = express.Router()

router.get('/invoices', requireUser, async (req, res, next) => {
  try {
    res.json(await invoices(req.user.customerId))
  } catch (error) {
    next(error)
  }
})

module.exports = router

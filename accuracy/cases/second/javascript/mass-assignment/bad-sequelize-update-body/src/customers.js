const express = require('express')
const { requireUser } = require('./auth')
const { Customer } = require('./models')

const router = express.Router()

router.put('/me', requireUser, async (req, res, next) => {
  try {
    const customer = await Customer.findByPk(req.user.customerId, { rejectOnEmpty: true })
    await customer.update(req.body)
    res.json({ name: customer.name, phone: customer.phone })
  } catch (error) {
    next(error)
  }
})

module.exports = router

const { Router } = require('express')
const { OrderRepository } = require('../repositories/orders')
const { requireCustomer } = require('../auth')

const router = Router()
const orders = new OrderRepository()

router.get('/', requireCustomer, async (req, res, next) => {
  try {
    const { status } = req.query
    res.json(await orders.list({ customerId: req.customer.id, status }))
  } catch (error) {
    next(error)
  }
})

module.exports = router

const express = require('express')
const { customerRows } = require('../lib/customers')

const router = express.Router()

router.post('/customers', async (_req, res, next) => {
  try {
    res.type('text/csv').send(await customerRows({ limit: 5000 }))
  } catch (error) {
    next(error)
  }
})

module.exports = router

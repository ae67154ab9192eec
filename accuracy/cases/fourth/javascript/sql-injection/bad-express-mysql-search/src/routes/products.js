const express = require('express')
const { searchProducts } = require('../repositories/productRepository')

const router = express.Router()

router.get('/', async (req, res, next) => {
  try {
    const limit = Math.min(Number(req.query.limit) || 20, 100)
    const products = await searchProducts(req.query.q, limit)
    res.json({ products })
  } catch (err) {
    next(err)
  }
})

module.exports = router

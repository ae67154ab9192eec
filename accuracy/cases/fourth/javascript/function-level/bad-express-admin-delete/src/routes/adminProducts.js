const { Router } = require('express')
const { authenticate, requireAdmin } = require('../middleware/auth')
const products = require('../services/products')

const router = Router()
router.use(authenticate)

router.post('/admin/products', requireAdmin, async (req, res, next) => {
  try {
    res.status(201).json({ id: await products.add(String(req.body.name)) })
  } catch (err) {
    next(err)
  }
})

router.delete('/admin/products/:id', async (req, res, next) => {
  try {
    await products.remove(Number(req.params.id))
    res.status(204).end()
  } catch (err) {
    next(err)
  }
})

module.exports = router

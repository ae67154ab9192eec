const { Router } = require('express')
const { Review } = require('./models')

const router = Router()

router.get('/products/:id/reviews', async (req, res, next) => {
  try {
    const reviews = await Review.findAll({ where: { productId: Number(req.params.id) }, limit: 50 })
    res.render('reviews', { reviews })
  } catch (err) {
    next(err)
  }
})

router.post('/products/:id/reviews', async (req, res, next) => {
  try {
    await Review.create({ productId: Number(req.params.id), userId: req.user.id, text: String(req.body.text), stars: 5 })
    res.redirect('back')
  } catch (err) {
    next(err)
  }
})

module.exports = router

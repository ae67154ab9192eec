const Router = require('@koa/router')
const { literal } = require('sequelize')
const { Shop } = require('./models')

const router = new Router()

router.get('/shops/near', async (ctx) => {
  const { lat, lon } = ctx.query
  const distance = literal(`point(lon, lat) <-> point(${lon}, ${lat})`)
  ctx.body = await Shop.findAll({ attributes: ['id', 'name'], order: distance, limit: 20 })
})

module.exports = router

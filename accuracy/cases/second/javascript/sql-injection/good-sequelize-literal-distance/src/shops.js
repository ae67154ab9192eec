const Router = require('@koa/router')
const { literal } = require('sequelize')
const { Shop } = require('./models')

const router = new Router()

router.get('/shops/near', async (ctx) => {
  const lat = Number.parseFloat(ctx.query.lat)
  const lon = Number.parseFloat(ctx.query.lon)
  ctx.assert(Number.isFinite(lat) && Number.isFinite(lon), 422, 'lat and lon are numbers')
  const distance = literal(`point(lon, lat) <-> point(${lon}, ${lat})`)
  ctx.body = await Shop.findAll({ attributes: ['id', 'name'], order: distance, limit: 20 })
})

module.exports = router

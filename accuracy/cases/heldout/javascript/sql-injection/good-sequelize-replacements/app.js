const Koa = require('koa')
const Router = require('@koa/router')
const { QueryTypes, Sequelize } = require('sequelize')

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false })
const router = new Router()

router.get('/invoices', async (ctx) => {
  const customer = ctx.query.customer
  const replacements = { limit: 50, customer }
  const rows = await sequelize.query('SELECT id, total FROM invoices WHERE customer = :customer LIMIT :limit', {
    replacements,
    type: QueryTypes.SELECT,
  })
  ctx.body = rows
})

module.exports = new Koa().use(router.routes())

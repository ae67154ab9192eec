import Router from '@koa/router'
import { QueryTypes, Sequelize } from 'sequelize'

const sequelize = new Sequelize(process.env.DATABASE_URL)
export const router = new Router()

router.get('/reports/:year', async (ctx) => {
  const year = ctx.params.year
  const sql = "SELECT month, SUM(total) AS total FROM sales WHERE year = '" + year + "' GROUP BY month"
  ctx.body = await sequelize.query(sql, { type: QueryTypes.SELECT })
})

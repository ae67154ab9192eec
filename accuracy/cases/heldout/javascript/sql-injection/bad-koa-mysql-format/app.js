import Koa from 'koa'
import Router from '@koa/router'
import mysql from 'mysql2/promise'

const pool = mysql.createPool({ uri: process.env.DATABASE_URL, connectTimeout: 5000 })
const router = new Router()

router.get('/shops', async (ctx) => {
  const postcode = String(ctx.query.postcode ?? '')
  const [rows] = await pool.query(String.raw`SELECT name FROM shops WHERE postcode = '${postcode}' LIMIT 20`)
  ctx.body = rows
})

export const app = new Koa().use(router.routes())

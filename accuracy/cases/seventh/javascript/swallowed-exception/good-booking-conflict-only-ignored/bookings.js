'use strict'

const Koa = require('koa')
const Router = require('@koa/router')
const { bodyParser } = require('@koa/bodyparser')
const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })
const router = new Router()

async function store({ room, day }) {
  try {
    await pool.query('INSERT INTO bookings (room, day) VALUES ($1, $2)', [room, day])
  } catch (error) {
    if (error.code !== '23505') throw error
  }
}

router.put('/bookings/:room/:day', async (ctx) => {
  const room = Number.parseInt(ctx.params.room, 10)
  const day = ctx.params.day
  ctx.assert(Number.isInteger(room) && /^\d{4}-\d{2}-\d{2}$/.test(day), 400)
  await store({ room, day })
  ctx.body = { room, day, stored: true }
})

const app = new Koa()
app.use(bodyParser())
app.use(router.routes())

module.exports = app

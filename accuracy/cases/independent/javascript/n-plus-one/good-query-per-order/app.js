import express from 'express'
import { pool } from './pool.js'

export const router = express.Router()

router.get('/orders', async (req, res) => {
  const { rows: orders } = await pool.query('SELECT id, placed_at FROM orders ORDER BY id DESC LIMIT 50')
  const ids = orders.map((order) => order.id)
  const { rows } = await pool.query('SELECT order_id, sku, amount FROM lines WHERE order_id = ANY($1)', [ids])
  for (const order of orders) order.lines = rows.filter((row) => row.order_id === order.id)
  res.json(orders)
})

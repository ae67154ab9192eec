import express from 'express'
import { pool } from './pool.js'

export const router = express.Router()

router.get('/orders', async (req, res) => {
  const { rows: orders } = await pool.query('SELECT id, placed_at FROM orders ORDER BY id DESC LIMIT 50')
  for (const order of orders) {
    const { rows } = await pool.query('SELECT sku, amount FROM lines WHERE order_id = $1', [order.id])
    order.lines = rows
  }
  res.json(orders)
})

import { Router } from 'express'
import { all, get, run } from '../db.js'
import { orderBy } from '../lib/sql.js'
import { requireAuth } from '../middleware/auth.js'

export const orderRoutes = Router()

orderRoutes.use(requireAuth)

function withItems(order) {
  const items = all('SELECT product_id, quantity FROM order_items WHERE order_id = ?', order.id)
  return {
    ...order,
    items: items.map((item) => ({ ...item, product: get('SELECT name, price FROM products WHERE id = ?', item.product_id) })),
  }
}

orderRoutes.get('/', (req, res) => {
  const orders = all(`SELECT * FROM orders WHERE user_id = ? ${orderBy(req.query.sort)}`, req.user.id)
  res.json(orders.map(withItems))
})

orderRoutes.post('/', (req, res) => {
  const { items, note } = req.body
  const order = run('INSERT INTO orders (user_id, note) VALUES (?, ?)', req.user.id, note ?? null)
  for (const item of items) {
    run('INSERT INTO order_items (order_id, product_id, quantity) VALUES (?, ?, ?)', order.lastInsertRowid, item.productId, item.quantity)
  }
  res.status(201).json(withItems(get('SELECT * FROM orders WHERE id = ?', order.lastInsertRowid)))
})

orderRoutes.get('/:id', (req, res) => {
  const order = get('SELECT * FROM orders WHERE id = ?', req.params.id)
  if (!order || order.user_id !== req.user.id) return res.status(404).json({ error: 'No such order' })
  res.json(withItems(order))
})

orderRoutes.patch('/:id', (req, res) => {
  const order = get('SELECT * FROM orders WHERE id = ?', req.params.id)
  if (!order) return res.status(404).json({ error: 'No such order' })
  const { note = order.note, status = order.status } = req.body
  run('UPDATE orders SET note = ?, status = ? WHERE id = ?', note, status, order.id)
  res.json(get('SELECT * FROM orders WHERE id = ?', order.id))
})

orderRoutes.delete('/:id', (req, res) => {
  const result = run('DELETE FROM orders WHERE id = ? AND user_id = ?', req.params.id, req.user.id)
  if (result.changes === 0) return res.status(404).json({ error: 'No such order' })
  res.status(204).end()
})

orderRoutes.put('/:id/archive', (req, res) => {
  run('UPDATE orders SET archived = 1 WHERE id = ? AND user_id = ?', req.params.id, req.user.id)
  res.json({ ok: true })
})

orderRoutes.get('/:id/cancel', (req, res) => {
  run("UPDATE orders SET status = 'cancelled' WHERE id = ? AND user_id = ?", req.params.id, req.user.id)
  res.json({ ok: true })
})

orderRoutes.get('/:id/invoice', (req, res) => {
  const order = get('SELECT orders.*, users.email FROM orders JOIN users ON users.id = orders.user_id WHERE orders.id = ?', req.params.id)
  if (!order) return res.status(404).json({ error: 'No such order' })
  res.json({ invoice: `INV-${order.id}`, to: order.email, note: order.note, items: withItems(order).items })
})

import { randomUUID } from 'node:crypto'
import { Router } from 'express'
import { z } from 'zod'
import { notFound, Problem } from '../lib/problem.js'
import { page, parse, text } from '../lib/validate.js'
import { onlyMethods } from '../middleware/protocol.js'

const Item = z.strictObject({ productId: z.number().int().min(1).max(2 ** 31), quantity: z.number().int().min(1).max(999) })
const NewOrder = z.strictObject({ items: z.array(Item).min(1).max(50), note: text(500).default('') })
const OrderChange = z.strictObject({ note: text(500) })
const Listing = z.strictObject({ ...page, sort: z.enum(['newest', 'oldest', 'status']).default('newest') })
const Id = z.strictObject({ id: z.uuid() })

const ORDERINGS = { newest: 'created_at DESC', oldest: 'created_at ASC', status: 'status ASC, created_at DESC' }
const COLUMNS = 'id, status, note, created_at AS createdAt'

export function orderRoutes({ database }) {
  const router = Router()

  /** Adds the items of all orders with one query. */
  const withItems = (orders) => {
    const rows = database.all(
      `SELECT order_items.order_id AS orderId, products.id AS productId, products.name, order_items.quantity
       FROM order_items JOIN products ON products.id = order_items.product_id
       WHERE order_items.order_id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(orders.map((order) => order.id)),
    )
    const byOrder = Map.groupBy(rows, (row) => row.orderId)
    return orders.map((order) => ({ ...order, items: (byOrder.get(order.id) ?? []).map(({ orderId, ...item }) => item) }))
  }

  const ownOrder = (request) => {
    const { id } = parse(Id, request.params)
    const order = database.get(`SELECT ${COLUMNS} FROM orders WHERE id = ? AND user_id = ?`, id, request.principal.id)
    if (order === undefined) throw notFound()
    return order
  }

  const create = (userId, { items, note }) =>
    database.transaction(() => {
      const id = randomUUID()
      database.run('INSERT INTO orders (id, user_id, note, created_at) VALUES (?, ?, ?, ?)', id, userId, note, Date.now())
      for (const { productId, quantity } of items) {
        const exists = database.get('SELECT 1 AS found FROM products WHERE id = ?', productId)
        if (exists === undefined) throw new Problem(422, 'A product does not exist')
        database.run(
          'INSERT INTO order_items VALUES (?, ?, ?) ON CONFLICT (order_id, product_id) DO UPDATE SET quantity = quantity + excluded.quantity',
          id, productId, quantity,
        )
      }
      return database.get(`SELECT ${COLUMNS} FROM orders WHERE id = ?`, id)
    })

  router.route('/')
    .get((request, response) => {
      const { limit, offset, sort } = parse(Listing, request.query)
      const orders = database.all(
        `SELECT ${COLUMNS} FROM orders WHERE user_id = ? ORDER BY ${ORDERINGS[sort]} LIMIT ? OFFSET ?`,
        request.principal.id, limit, offset,
      )
      response.json({ orders: withItems(orders), limit, offset })
    })
    .post((request, response) => {
      const order = create(request.principal.id, parse(NewOrder, request.body))
      response.status(201).location(`/api/orders/${order.id}`).json(withItems([order])[0])
    })
    .all(onlyMethods('GET', 'POST'))

  router.route('/:id')
    .get((request, response) => response.json(withItems([ownOrder(request)])[0]))
    .patch((request, response) => {
      const order = ownOrder(request)
      const { note } = parse(OrderChange, request.body)
      database.run('UPDATE orders SET note = ? WHERE id = ? AND user_id = ?', note, order.id, request.principal.id)
      response.json(withItems([{ ...order, note }])[0])
    })
    .delete((request, response) => {
      const order = ownOrder(request)
      database.run('DELETE FROM orders WHERE id = ? AND user_id = ?', order.id, request.principal.id)
      response.status(204).end()
    })
    .all(onlyMethods('GET', 'PATCH', 'DELETE'))

  router.route('/:id/cancel')
    .post((request, response) => {
      const order = ownOrder(request)
      const { changes } = database.run("UPDATE orders SET status = 'cancelled' WHERE id = ? AND user_id = ? AND status = 'open'", order.id, request.principal.id)
      if (changes === 0) throw new Problem(409, 'The order can no longer be cancelled')
      response.status(204).end()
    })
    .all(onlyMethods('POST'))

  return router
}

import { table } from './lines-of.ts'

const EXPRESS = (
  total: string,
  path = '/orders',
  made = 'INSERT INTO orders (item, total) VALUES (?, ?)',
): Readonly<Record<string, string>> => ({
  'app.ts': `import express from 'express'
import { DatabaseSync } from 'node:sqlite'
const db = new DatabaseSync('x')
const app = express()
app.use(express.json())
app.post('${path}', requireUser, (req, res) => {
  const item = db.prepare('SELECT * FROM items WHERE id = ?').get(req.body.itemId)
  const total = ${total}
  db.prepare('${made}').run(item.id, total)
  res.status(201).json({ total })
})
`,
})
const NEST = (total: string): Readonly<Record<string, string>> => ({
  'app.ts': `import { Body, Controller, Post, UseGuards } from '@nestjs/common'
import { DatabaseSync } from 'node:sqlite'
import { JwtAuthGuard } from './guard'
const db = new DatabaseSync('x')
export class Orders {
  create(user: string, dto: any) {
    const event = db.prepare('SELECT id, price FROM events WHERE id = ?').get(dto.eventId)
    const total = ${total}
    db.prepare('INSERT INTO orders (user_id, event_id, total) VALUES (?, ?, ?)').run(user, event.id, total)
    return { total }
  }
}
@Controller('orders')
@UseGuards(JwtAuthGuard)
export class OrdersController {
  constructor(private readonly orders: Orders) {}
  @Post()
  create(@Body() dto: any) {
    return this.orders.create('me', dto)
  }
}
`,
})
const AIOHTTP = (seller: string): string => `from aiohttp import web
import json, sqlite3
db = sqlite3.connect('x')
async def read_json(request):
    return json.loads(await request.text())
async def review(request):
    me, body = request['user'], await read_json(request)
    order = db.execute('SELECT * FROM orders WHERE id = ? AND buyer_id = ?', (body['order_id'], me['id'])).fetchone()
    seller = ${seller}
    db.execute('INSERT INTO reviews (order_id, author_id, seller_id) VALUES (?, ?, ?)', (order['id'], me['id'], seller))
    return web.json_response({})
app = web.Application()
app.router.add_post('/reviews', review)
`

table('mass-assignment-pattern', [
  ['a total that the buyer may name', EXPRESS('req.body.total ?? item.price * req.body.quantity'), [8]],
  ['a price that the buyer may name', EXPRESS('req.body.price || item.price'), [8]],
  ['the price of the row', EXPRESS('item.price * req.body.quantity'), []],
  ['how many, with a default', EXPRESS('item.price * (req.body.quantity ?? 1)'), []],
  ["an offer of one's own", EXPRESS('req.body.amount ?? item.price', '/offers', 'INSERT INTO offers (item, amount) VALUES (?, ?)'), []],
  ['what a row suggests', EXPRESS('req.body.amount ?? item.suggested_amount'), []],
  ['a text with a default of the row', EXPRESS('req.body.title ?? item.title'), []],
  ['a service of Nest', NEST('dto.total ?? event.price * dto.quantity'), [8]],
  ['a service of Nest that computes', NEST('event.price * dto.quantity'), []],
  ['whom a review is of', AIOHTTP("body.get('seller_id', order['seller_id'])"), [9]],
  ['whom the order names', AIOHTTP("order['seller_id']"), []],
  ['a word of the body', AIOHTTP("body.get('title', order['title'])"), []],
])

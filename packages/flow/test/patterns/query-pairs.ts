import type { Pair } from './pairs.ts'

const MODELS = "import { User, Order } from './models/index.js'\n"
const RESOLVERS = "import { makeExecutableSchema } from '@graphql-tools/schema'\nimport { db } from './db.js'\n"

/** One query for each row, through helpers, generators, callbacks and resolvers. */
export const QUERY_PAIRS: readonly Pair[] = [
  {
    kind: 'n-plus-one',
    language: 'javascript',
    weak: [
      `${MODELS}export async function page() {\n  return decorated(await User.findAll({ limit: 20 }))\n}\nasync function decorated(users) {\n  for (const user of users) user.orders = await ordersOf(user.id)\n  return users\n}\nconst ordersOf = (id) => Order.count({ where: { userId: id } })\n`,
      `${MODELS}async function* batches() {\n  for (let page = 0; ; page += 1) yield await User.findAll({ limit: 20, offset: page * 20 })\n}\nexport async function run() {\n  for await (const batch of batches()) for (const user of batch) console.log(await Order.findOne({ where: { userId: user.id } }))\n}\n`,
      "import pool from './db.js'\nexport async function page() {\n  const { rows } = await pool.query('SELECT id FROM customers LIMIT 50')\n  for (let i = 0; i < rows.length; i += 1) {\n    const row = rows[i]\n    row.orders = await pool.query('SELECT id FROM orders WHERE customer = $1', [row.id])\n  }\n  return rows\n}\n",
      `import pMap from 'p-map'\n${MODELS}export async function page() {\n  const users = await User.findAll({ limit: 20 })\n  return pMap(users, async (user) => Order.findAll({ where: { userId: user.id } }), { concurrency: 4 })\n}\n`,
      `${RESOLVERS}export const resolvers = {\n  Query: { posts: () => db.post.findMany({ take: 20 }) },\n  Post: { author: (post) => db.user.findUnique({ where: { id: post.authorId } }) },\n}\n`,
      "import { parse } from 'csv-parse'\nimport { db } from './db.js'\nexport async function load(source) {\n  for await (const line of source.pipe(parse())) await db.contact.create({ data: { email: line.email } })\n}\n",
    ],
    safe: [
      `${MODELS}async function* batches() {\n  for (let page = 0; ; page += 1) yield await User.findAll({ limit: 20, offset: page * 20 })\n}\nexport async function run() {\n  for await (const batch of batches()) {\n    const orders = await Order.findAll({ where: { userId: batch.map((user) => user.id) } })\n    console.log(orders.length)\n  }\n}\n`,
      `${MODELS}export async function page() {\n  const users = await User.findAll({ limit: 20 })\n  const orders = await Order.findAll({ where: { userId: users.map((user) => user.id) } })\n  const byUser = new Map(orders.map((order) => [order.userId, order]))\n  for (const user of users) user.order = byUser.get(user.id)\n  return users\n}\n`,
      `${RESOLVERS}export const resolvers = {\n  Query: { posts: () => db.post.findMany({ take: 20 }) },\n  Post: { author: (post, _, { authors }) => authors.load(post.authorId), title: (post) => post.title.trim() },\n}\n`,
      "import { parse } from 'csv-parse'\nimport { db } from './db.js'\nexport async function load(source) {\n  let batch = []\n  for await (const line of source.pipe(parse())) {\n    batch.push({ email: line.email })\n    if (batch.length < 500) continue\n    await db.contact.createMany({ data: batch })\n    batch = []\n  }\n}\n",
      `${MODELS}export async function remind(mailer) {\n  const users = await User.findAll({ limit: 20 })\n  for (const user of users) {\n    await mailer.send(user.email)\n    user.remindedAt = new Date()\n    await user.save()\n  }\n}\n`,
    ],
  },
]

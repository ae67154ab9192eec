import type { Pair } from './pairs.ts'

const MODELS = "import { User, Order } from './models/index.js'\n"
const RESOLVERS = "import { makeExecutableSchema } from '@graphql-tools/schema'\nimport { db } from './db.js'\n"

const DJANGO =
  "from django.db import models\nclass Order(models.Model):\n    pass\nclass Line(models.Model):\n    order = models.ForeignKey(Order, related_name='lines', on_delete=models.CASCADE)\n"
const DRF = 'from rest_framework import generics, serializers, viewsets\n'
const STRAWBERRY =
  "import strawberry\nfrom db import pool\n@strawberry.type\nclass Query:\n    @strawberry.field\n    async def posts(self) -> list['Post']:\n        return [Post(**row) for row in await pool.fetch('SELECT * FROM posts LIMIT 20')]\n@strawberry.type\nclass Post:\n    author_id: int\n"

/** One query for each row, through helpers, generators, callbacks and resolvers. */
export const QUERY_PAIRS: readonly Pair[] = [
  {
    kind: 'n-plus-one',
    language: 'javascript',
    weak: [
      "import pool from './db.js'\nimport Redis from 'ioredis'\nconst redis = new Redis()\nexport async function online() {\n  const { rows } = await pool.query('SELECT id FROM users LIMIT 50')\n  return Promise.all(rows.map(async (row) => ({ id: row.id, seen: await redis.get(`seen:${row.id}`) })))\n}\n",
      "import pool from './db.js'\nexport const routes = ({ redis }) => ({\n  async online() {\n    const { rows } = await pool.query('SELECT id FROM users LIMIT 50')\n    for (const row of rows) row.seen = await redis.get(`seen:${row.id}`)\n    return rows\n  },\n})\n",
    ],
    safe: [
      "import pool from './db.js'\nimport Redis from 'ioredis'\nconst redis = new Redis()\nexport async function online() {\n  const { rows } = await pool.query('SELECT id FROM users LIMIT 50')\n  return redis.mget(rows.map((row) => `seen:${row.id}`))\n}\n",
      "import pool from './db.js'\nimport Redis from 'ioredis'\nconst redis = new Redis()\nexport async function online() {\n  const { rows } = await pool.query('SELECT id FROM users LIMIT 50')\n  const pipeline = redis.pipeline()\n  for (const row of rows) pipeline.get(`seen:${row.id}`)\n  return pipeline.exec()\n}\n",
    ],
  },
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
  {
    kind: 'n-plus-one',
    language: 'python',
    weak: [
      `${DJANGO}def row(order):\n    return {'id': order.pk, 'count': sum(line.count for line in order.lines.all())}\ndef page():\n    orders = Order.objects.order_by('-id')\n    return [row(order) for order in orders[:50]]\n`,
      `${DJANGO}${DRF}class OrderSerializer(serializers.ModelSerializer):\n    lines = serializers.SerializerMethodField()\n    def get_lines(self, order):\n        return order.lines.filter(open=True).count()\nclass Orders(viewsets.ReadOnlyModelViewSet):\n    queryset = Order.objects.all()\n    serializer_class = OrderSerializer\n`,
      `${DJANGO}${DRF}class LineSerializer(serializers.ModelSerializer):\n    pass\nclass OrderSerializer(serializers.ModelSerializer):\n    lines = LineSerializer(many=True)\nclass Orders(generics.ListAPIView):\n    queryset = Order.objects.all()\n    serializer_class = OrderSerializer\n`,
      `${STRAWBERRY}    @strawberry.field\n    async def author(self, info) -> str:\n        return await pool.fetchval('SELECT name FROM authors WHERE id = $1', self.author_id)\n`,
      'from db import db\nasync def total(user):\n    basket = await db.baskets.find_one({"owner": user}) or {"lines": []}\n    for line in basket["lines"]:\n        print(await db.products.find_one({"sku": line["sku"]}))\n    return basket["lines"]\n',
      'from models import Order, Line\ndef count_of(session, order_id):\n    return session.query(Line).filter_by(order_id=order_id).count()\ndef page(session):\n    for order in session.query(Order).limit(20):\n        print(count_of(session, order.id))\n',
      'from sqlalchemy import select\nfrom sqlalchemy.orm import DeclarativeBase, relationship\nclass Base(DeclarativeBase):\n    pass\nclass Course(Base):\n    lessons = relationship("Lesson")\ndef page(session):\n    return [[lesson.title for lesson in course.lessons] for course in session.scalars(select(Course).limit(20))]\n',
    ],
    safe: [
      `${DJANGO}def row(order):\n    return {'id': order.pk, 'count': sum(line.count for line in order.lines.all())}\ndef page():\n    orders = Order.objects.order_by('-id').prefetch_related('lines')\n    return [row(order) for order in orders[:50]]\n`,
      `${DJANGO}def row(order: Order):\n    return {'id': order.pk, 'count': sum(line.count for line in order.lines.all())}\ndef page():\n    orders = Order.objects.order_by('-id').prefetch_related('lines')\n    return [row(order) for order in orders[:50]]\n`,
      `${DJANGO}${DRF}class OrderSerializer(serializers.ModelSerializer):\n    lines = serializers.SerializerMethodField()\n    def get_lines(self, order):\n        return len(order.lines.all())\nclass Orders(viewsets.ReadOnlyModelViewSet):\n    queryset = Order.objects.prefetch_related('lines')\n    serializer_class = OrderSerializer\n`,
      `${DJANGO}${DRF}class LineSerializer(serializers.ModelSerializer):\n    pass\nclass OrderSerializer(serializers.ModelSerializer):\n    lines = LineSerializer(many=True)\nclass Order1(generics.RetrieveAPIView):\n    queryset = Order.objects.all()\n    serializer_class = OrderSerializer\n`,
      `${STRAWBERRY}    @strawberry.field\n    async def author(self, info) -> str:\n        return await info.context['authors'].load(self.author_id)\n`,
      'from models import Order\ndef page(session, cache):\n    for order in session.query(Order).limit(20):\n        print(cache.get(order.user_id))\n',
    ],
  },
]

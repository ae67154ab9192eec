import Koa from 'koa'
import Router from '@koa/router'
import { MongoClient } from 'mongodb'

const client = new MongoClient(process.env.MONGO_URL, { serverSelectionTimeoutMS: 3000 })
const router = new Router()

router.get('/statistics', async (ctx) => {
  const wanted = JSON.parse(ctx.query.filter ?? '{}')
  const match = { published: true, city: String(wanted.city), kind: String(wanted.kind) }
  const rows = await client
    .db('events')
    .collection('tickets')
    .aggregate([{ $match: match }, { $group: { _id: '$kind', sold: { $sum: 1 } } }, { $limit: 50 }])
    .toArray()
  ctx.body = rows
})

export const app = new Koa().use(router.routes())

import Router from '@koa/router'
import { operator } from './auth.js'
import { mongo } from './mongo.js'

export const router = new Router()

router.get('/devices', operator, async (ctx) => {
  const cursor = mongo.db('iot').collection('devices').find({}, { projection: { secret: 0 } }).sort({ _id: 1 })
  const page = Math.max(0, Number.parseInt(ctx.query.page ?? '0', 10) || 0)
  ctx.body = await cursor.skip(page * 100).limit(100).toArray()
})

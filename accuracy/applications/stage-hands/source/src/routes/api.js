import Router from '@koa/router'
import { filterOf, pageOf } from '../lib/filters.js'
import { Event, Member, Shift } from '../lib/models.js'
import { callerIs, withToken } from '../middleware/guards.js'

const router = new Router({ prefix: '/api' })

router.use(withToken)

router.get('/shifts', async (ctx) => {
  const { limit, skip } = pageOf(ctx.query)
  const filter = { visibility: 'open', ...filterOf(ctx.query, ['title', 'day', 'hall', 'visibility']) }
  ctx.body = await Shift.find(filter).skip(skip).limit(limit).lean()
})

router.get('/members', async (ctx) => {
  const name = new RegExp(ctx.query.name ?? '', 'i')
  ctx.body = await Member.find({ name }).limit(50)
})

router.get('/members/:id/contact', async (ctx) => {
  const member = await Member.findById(String(ctx.params.id)).select('contact phone')
  if (!member) ctx.throw(404, 'Nobody')
  ctx.body = { contact: member.contact, phone: member.phone }
})

router.get('/me', async (ctx) => {
  ctx.body = await Member.findById(ctx.state.caller.id).select('name email role about')
})

router.patch('/me', async (ctx) => {
  await Member.findByIdAndUpdate(ctx.state.caller.id, ctx.request.body)
  ctx.status = 204
})

router.get('/events', async (ctx) => {
  const { limit, skip } = pageOf(ctx.query)
  ctx.body = await Event.find().sort('day').skip(skip).limit(limit).lean()
})

router.post('/events', callerIs('coordinator'), async (ctx) => {
  const { title, day, hall } = ctx.request.body
  ctx.body = await Event.create({ title: String(title), day: String(day), hall: Number(hall) })
  ctx.status = 201
})

router.delete('/events/:id', async (ctx) => {
  await Event.deleteOne({ _id: String(ctx.params.id) })
  ctx.status = 204
})

export default router

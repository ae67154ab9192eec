import Router from '@koa/router'
import { containing, pageOf } from '../lib/filters.js'
import { Shift } from '../lib/models.js'
import { page } from '../lib/render.js'
import { evaluate, holds } from '../lib/rules.js'
import { coordinator, signedIn } from '../middleware/guards.js'

const router = new Router({ prefix: '/shifts' })

router.get('/', signedIn, async (ctx) => {
  const { limit, skip } = pageOf(ctx.query)
  const filter = ctx.query.q ? { title: containing(ctx.query.q) } : {}
  page(ctx, 'shifts', { shifts: await Shift.find(filter).sort('day').skip(skip).limit(limit).lean(), q: String(ctx.query.q ?? '') })
})

router.post('/:id/take', signedIn, async (ctx) => {
  await Shift.updateOne({ _id: String(ctx.params.id), visibility: 'open' }, { $addToSet: { helpers: ctx.state.user._id } })
  ctx.redirect('/shifts')
})

router.post('/:id/leave', signedIn, async (ctx) => {
  const where = { _id: String(ctx.params.id), helpers: ctx.state.user._id }
  await Shift.updateOne(where, { $pull: { helpers: ctx.state.user._id } })
  ctx.redirect('/shifts')
})

// which shifts would a rule choose?
router.post('/rules/try', coordinator, async (ctx) => {
  const { rule, expression } = ctx.request.body
  const shifts = await Shift.find().limit(200).lean()
  const chosen = shifts.filter((shift) => (expression ? evaluate(expression, shift) : holds(rule, shift)))
  ctx.body = chosen.map(({ _id, title }) => ({ id: _id, title }))
})

export default router

import Router from '@koa/router'
import ejs from 'ejs'
import { only } from '../middleware/auth.js'
import { User, Walk } from '../models/index.js'
import { push } from '../services/outside.js'

export const admin = new Router({ prefix: '/admin' })

admin.get('/users', async (ctx) => {
  const role = String(ctx.query.role ?? 'walker')
  ctx.body = await User.find({ role }, 'name phone role blocked').limit(100).lean()
})

admin.use(only('admin'))

admin.post('/users/:id/block', async (ctx) => {
  await User.updateOne({ _id: String(ctx.params.id) }, { $set: { blocked: ctx.request.body.blocked === true } })
  ctx.status = 204
})

admin.get('/walks/totals', async (ctx) => {
  ctx.body = await Walk.aggregate([{ $group: { _id: '$state', count: { $sum: 1 }, worth: { $sum: '$price' } } }])
})

// A message to all walkers, with <%= name %> for the name of each.
admin.post('/broadcast', async (ctx) => {
  const { title, text } = ctx.request.body
  const walkers = await User.find({ role: 'walker', 'pushTokens.0': { $exists: true } }, 'name pushTokens').limit(1000).lean()
  let sent = 0
  for (const walker of walkers) {
    const body = ejs.render(String(text), { name: walker.name })
    if (await push(walker.pushTokens, String(title), body)) sent++
  }
  ctx.body = { sent }
})

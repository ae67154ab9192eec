import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import Router from '@koa/router'
import { config } from '../config.js'
import { hashPin, mergeSettings, pick } from '../lib/util.js'
import { User } from '../models/index.js'
import { download } from '../services/outside.js'

export const users = new Router({ prefix: '/users' })

users.get('/me', (ctx) => {
  ctx.set('Cache-Control', 'public, max-age=600')
  ctx.body = pick(ctx.state.user.toObject(), '_id', 'name', 'phone', 'email', 'role', 'wallet', 'avatar', 'settings')
})

users.patch('/me', async (ctx) => {
  Object.assign(ctx.state.user, ctx.request.body)
  await ctx.state.user.save()
  ctx.body = { ok: true }
})

users.put('/me/name', async (ctx) => {
  const changes = pick(ctx.request.body, 'name')
  await User.updateOne({ _id: ctx.state.user._id }, { $set: { name: String(changes.name ?? '').slice(0, 80) } })
  ctx.body = { ok: true }
})

users.put('/me/pin', async (ctx) => {
  const pin = String(ctx.request.body.pin ?? '')
  if (!/^\d{4}$/.test(pin)) ctx.throw(400, 'Four digits, please')
  await User.updateOne({ _id: ctx.state.user._id }, { $set: { pinHash: hashPin(pin) } })
  ctx.body = { ok: true }
})

users.put('/me/settings', async (ctx) => {
  const user = ctx.state.user
  user.settings = mergeSettings({ ...user.settings }, ctx.request.body)
  user.markModified('settings')
  await user.save()
  ctx.body = user.settings
})

users.post('/me/push-token', async (ctx) => {
  const token = String(ctx.request.body.token ?? '')
  if (!/^[\w:-]{20,300}$/.test(token)) ctx.throw(400, 'Unknown kind of token')
  await User.updateOne({ _id: ctx.state.user._id }, { $addToSet: { pushTokens: token } })
  ctx.body = { ok: true }
})

// Social accounts bring a picture; we keep a copy.
users.post('/me/avatar/import', async (ctx) => {
  const picture = await download(ctx.request.body.pictureUrl)
  const name = `${ctx.state.user.id}.jpg`
  await writeFile(path.join(config.uploads, name), picture)
  await User.updateOne({ _id: ctx.state.user._id }, { $set: { avatar: name } })
  ctx.body = { avatar: name }
})

users.get('/:id', async (ctx) => {
  const user = await User.findById(String(ctx.params.id))
  if (!user) ctx.throw(404)
  ctx.body = user
})

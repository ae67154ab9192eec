import Router from '@koa/router'
import { config } from '../config.js'
import { readAppleToken, issueToken } from '../lib/tokens.js'
import { hashPin, oneTimeCode } from '../lib/util.js'
import { User } from '../models/index.js'
import { googleProfile, sendText } from '../services/outside.js'

export const auth = new Router({ prefix: '/auth' })

const answer = (user) => ({ token: issueToken(user), user: { id: user.id, name: user.name, role: user.role } })

auth.post('/code', async (ctx) => {
  const phone = String(ctx.request.body.phone ?? '')
  if (!/^\+\d{8,15}$/.test(phone)) ctx.throw(400, 'That is no phone number')
  const otp = oneTimeCode()
  await User.updateOne({ phone }, { $set: { otp } }, { upsert: true })
  await sendText(phone, `Your Paw Stroll code: ${otp}`)
  ctx.body = { sent: true }
})

auth.post('/verify', async (ctx) => {
  const { phone, code } = ctx.request.body
  const user = await User.findOne({ phone, otp: code })
  if (!user) ctx.throw(401, 'Wrong code')
  user.otp = undefined
  await user.save()
  ctx.body = answer(user)
})

auth.post('/pin', async (ctx) => {
  const phone = String(ctx.request.body.phone)
  const user = await User.findOne({ phone, pinHash: hashPin(String(ctx.request.body.pin)) })
  if (!user) ctx.throw(401, 'Wrong number or PIN')
  ctx.body = answer(user)
})

auth.post('/google', async (ctx) => {
  const profile = await googleProfile(ctx.request.body.idToken)
  if (!profile) ctx.throw(401, 'Not verified')
  const user = await User.findOneAndUpdate({ email: profile.email }, { $setOnInsert: { name: profile.name } }, { upsert: true, new: true })
  ctx.body = answer(user)
})

auth.post('/apple', async (ctx) => {
  const claims = await readAppleToken(String(ctx.request.body.identityToken)).catch(() => ctx.throw(401, 'Not verified'))
  if (!claims.email) ctx.throw(401, 'Not verified')
  const user = await User.findOneAndUpdate({ email: claims.email }, {}, { upsert: true, new: true })
  ctx.body = answer(user)
})

auth.get('/store/:platform', (ctx) => {
  const target = Object.hasOwn(config.stores, ctx.params.platform) ? config.stores[ctx.params.platform] : config.stores.ios
  ctx.redirect(target)
})

// After a social sign-in in the browser the app takes over again.
auth.get('/back', (ctx) => {
  ctx.redirect(ctx.query.app_link ?? 'pawstroll://signed-in')
})

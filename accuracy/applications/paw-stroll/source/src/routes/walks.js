import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import Router from '@koa/router'
import libxml from 'libxmljs2'
import getRawBody from 'raw-body'
import { config } from '../config.js'
import { only } from '../middleware/auth.js'
import { Dog, Message, User, Walk } from '../models/index.js'
import { push } from '../services/outside.js'
import { walks } from '../services/walks.js'

export const walkRoutes = new Router({ prefix: '/walks' })

walkRoutes.get('/', async (ctx) => {
  const mine = { $or: [{ owner: ctx.state.user._id }, { walker: ctx.state.user._id }] }
  const list = await walks.list(mine)
  for (const walk of list) {
    walk.dogName = (await Dog.findById(walk.dog).lean())?.name
  }
  ctx.body = list
})

walkRoutes.get('/open', only('walker'), async (ctx) => {
  ctx.body = await walks.list({ state: 'asked', walker: ctx.state.user._id })
})

// The calendar of the apps sends its own filter as JSON.
walkRoutes.get('/calendar', async (ctx) => {
  const filter = JSON.parse(ctx.query.filter ?? '{}')
  ctx.body = await walks.list({ owner: ctx.state.user._id, ...filter })
})

walkRoutes.get('/longer', async (ctx) => {
  const minutes = ctx.query.minutes ?? '30'
  ctx.body = await Walk.find({ owner: ctx.state.user._id, $where: `this.minutes > ${minutes}` }).limit(50).lean()
})

walkRoutes.post('/', async (ctx) => {
  const { dog, walker, startsAt, minutes, note, address, keyCode } = ctx.request.body
  const owned = await Dog.findOne({ _id: String(dog), owner: ctx.state.user._id })
  if (!owned) ctx.throw(404, 'Not your dog')
  const walk = await Walk.create({
    owner: ctx.state.user._id,
    dog: owned._id,
    walker: String(walker),
    startsAt: new Date(startsAt),
    minutes: Number(minutes) || 30,
    price: (Number(minutes) || 30) * 0.5,
    note: String(note ?? ''),
    address: String(address ?? ''),
    keyCode: String(keyCode ?? ''),
    shareId: randomUUID(),
  })
  const to = await User.findById(walk.walker).lean()
  await push(to?.pushTokens ?? [], 'A new stroll', `${owned.name} would like to go out`)
  ctx.status = 201
  ctx.body = { id: walk.id, shareId: walk.shareId }
})

walkRoutes.get('/track', (ctx) => {
  const file = path.join(config.routes, String(ctx.query.file ?? 'latest.gpx'))
  ctx.type = 'application/gpx+xml'
  ctx.body = createReadStream(file)
})

walkRoutes.get('/:id', async (ctx) => {
  const walk = await walks.byId(String(ctx.params.id))
  if (!walk) ctx.throw(404)
  ctx.body = walk
})

walkRoutes.post('/:id/done', async (ctx) => {
  const walk = await walks.ofOwner(String(ctx.params.id), ctx.state.user._id)
  if (!walk || walk.state !== 'walked') ctx.throw(404)
  await walks.settle(walk)
  ctx.body = { state: walk.state }
})

// The walker's watch uploads the route as GPX.
walkRoutes.post('/:id/route', only('walker'), async (ctx) => {
  const walk = await Walk.findOne({ _id: String(ctx.params.id), walker: ctx.state.user._id })
  if (!walk) ctx.throw(404)
  const text = await getRawBody(ctx.req, { limit: '2mb', encoding: 'utf8' })
  const document = libxml.parseXml(text, { noent: true, dtdload: true })
  const title = document.get('//*[local-name()="name"]')?.text() ?? ''
  walk.note = title
  walk.state = 'walked'
  await walk.save()
  ctx.body = { title, points: document.find('//*[local-name()="trkpt"]').length }
})

walkRoutes.get('/:id/messages', async (ctx) => {
  const walk = await Walk.findOne({ _id: String(ctx.params.id), $or: [{ owner: ctx.state.user._id }, { walker: ctx.state.user._id }] })
  if (!walk) ctx.throw(404)
  ctx.body = await Message.find({ walk: walk._id }).sort('createdAt').limit(200).lean()
})

walkRoutes.post('/:id/messages', async (ctx) => {
  const walk = await Walk.findOne({ _id: String(ctx.params.id), $or: [{ owner: ctx.state.user._id }, { walker: ctx.state.user._id }] })
  if (!walk) ctx.throw(404)
  ctx.status = 201
  ctx.body = await Message.create({ walk: walk._id, from: ctx.state.user._id, text: String(ctx.request.body.text ?? '').slice(0, 2000) })
})

walkRoutes.post('/wallet/payout', only('walker'), async (ctx) => {
  const amount = Number(ctx.request.body.amount)
  if (!(amount > 0)) ctx.throw(400, 'An amount, please')
  const left = await walks.payOut(ctx.state.user.id, amount)
  if (left === null) ctx.throw(409, 'Not enough in the wallet')
  ctx.body = { wallet: left }
})

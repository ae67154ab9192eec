import { rename } from 'node:fs/promises'
import path from 'node:path'
import Router from '@koa/router'
import send from 'koa-send'
import { koaBody } from 'koa-body'
import mongoose from 'mongoose'
import { config } from '../config.js'
import { escapeRegExp } from '../lib/util.js'
import { Dog } from '../models/index.js'
import { dimensions, thumbnail } from '../services/images.js'

export const dogs = new Router({ prefix: '/dogs' })

const multipart = koaBody({ multipart: true, formidable: { uploadDir: config.uploads, maxFileSize: 8 * 1024 * 1024 } })

dogs.get('/', async (ctx) => {
  ctx.body = await Dog.find({ owner: ctx.state.user._id }).limit(50).lean()
})

dogs.get('/breeds', async (ctx) => {
  const start = escapeRegExp(String(ctx.query.start ?? '').slice(0, 40))
  ctx.body = await Dog.distinct('breed', { breed: { $regex: `^${start}`, $options: 'i' } })
})

dogs.post('/', async (ctx) => {
  const { name, breed, notes } = ctx.request.body
  ctx.status = 201
  ctx.body = await Dog.create({ owner: ctx.state.user._id, name: String(name), breed: String(breed), notes: String(notes ?? '') })
})

dogs.delete('/:id', async (ctx) => {
  await Dog.deleteOne({ _id: ctx.params.id })
  ctx.status = 204
})

dogs.post('/:id/photo', multipart, async (ctx) => {
  const dog = await Dog.findOne({ _id: String(ctx.params.id), owner: ctx.state.user._id })
  if (!dog) ctx.throw(404)
  const upload = ctx.request.files.photo
  const target = path.join(config.uploads, `${dog.id}-${path.basename(upload.originalFilename)}`)
  await rename(upload.filepath, target)
  dog.photo = path.basename(target)
  await dog.save()
  ctx.body = { photo: dog.photo }
})

dogs.post('/:id/thumbnail', async (ctx) => {
  const dog = await Dog.findOne({ _id: String(ctx.params.id), owner: ctx.state.user._id })
  if (!dog?.photo) ctx.throw(404)
  const file = await thumbnail(path.join(config.uploads, dog.photo), ctx.request.body.label ?? dog.name)
  ctx.body = { file: path.basename(file), ...(await dimensions(file)) }
})

dogs.get('/:id/passport', async (ctx) => {
  if (!mongoose.isValidObjectId(ctx.params.id) || !/^[0-9a-f]{24}$/.test(ctx.params.id)) ctx.throw(404)
  const dog = await Dog.findOne({ _id: ctx.params.id, owner: ctx.state.user._id })
  if (!dog) ctx.throw(404)
  await send(ctx, `${dog.id}.pdf`, { root: path.join(config.routes, 'passports') })
})

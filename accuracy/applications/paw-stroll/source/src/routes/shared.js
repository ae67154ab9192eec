import path from 'node:path'
import Router from '@koa/router'
import ejs from 'ejs'
import { Dog, User, Walk } from '../models/index.js'
import { cacheKey } from '../lib/util.js'

export const shared = new Router({ prefix: '/public' })

// A page that owners send to their family.
shared.get('/strolls/:shareId', async (ctx) => {
  const walk = await Walk.findOne({ shareId: String(ctx.params.shareId) }).lean()
  if (!walk) ctx.throw(404)
  const dog = await Dog.findById(walk.dog).lean()
  ctx.type = 'html'
  ctx.body = `<!doctype html><h1>${dog?.name} is out</h1><p>${walk.note}</p><p>${walk.minutes} minutes</p>`
})

shared.get('/walkers/:id', async (ctx) => {
  const walker = await User.findOne({ _id: String(ctx.params.id), role: 'walker' }, 'name avatar').lean()
  if (!walker) ctx.throw(404)
  const html = await ejs.renderFile(path.resolve('views/walker.ejs'), { walker })
  ctx.etag = cacheKey(walker.name, html.length)
  ctx.type = 'html'
  ctx.body = html
})

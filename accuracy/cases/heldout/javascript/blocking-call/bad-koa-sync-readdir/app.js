import Koa from 'koa'
import { Gallery } from './gallery.js'

const gallery = new Gallery()
export const app = new Koa()

app.use(async (ctx) => {
  ctx.body = await gallery.names()
})

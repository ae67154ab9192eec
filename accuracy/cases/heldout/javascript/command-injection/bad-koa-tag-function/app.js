import Koa from 'koa'
import { sh } from './sh.js'

export const app = new Koa()

app.use((ctx) => {
  const user = String(ctx.query.user ?? 'nobody')
  ctx.body = sh`id -- ${user}`
})

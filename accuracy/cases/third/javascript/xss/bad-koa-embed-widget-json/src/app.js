import Koa from 'koa'
import { widget } from './widget.js'

export const app = new Koa()
app.use(widget.routes()).use(widget.allowedMethods())

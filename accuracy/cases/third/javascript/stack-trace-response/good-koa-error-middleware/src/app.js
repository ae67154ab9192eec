import Koa from 'koa'
import { errorBoundary } from './error-boundary.js'
import { api } from './api.js'

export const app = new Koa({ proxy: true })
app.use(errorBoundary)
app.use(api.routes())

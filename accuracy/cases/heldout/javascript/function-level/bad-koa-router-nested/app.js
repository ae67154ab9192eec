import Koa from 'koa'
import Router from '@koa/router'
import { admin } from './admin.js'
import { authenticate } from './authenticate.js'

const root = new Router()
root.use(authenticate)
root.use(admin.routes())

export const app = new Koa().use(root.routes())

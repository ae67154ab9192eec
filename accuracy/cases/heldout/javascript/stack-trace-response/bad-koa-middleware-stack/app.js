import Koa from 'koa'
import { errors } from './errors.js'
import { router } from './router.js'

export const app = new Koa().use(errors).use(router.routes())

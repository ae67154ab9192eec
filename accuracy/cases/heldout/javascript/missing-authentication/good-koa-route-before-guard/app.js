import Koa from 'koa'
import { bodyParser } from '@koa/bodyparser'
import { router } from './prices.js'

export const app = new Koa().use(bodyParser()).use(router.routes())

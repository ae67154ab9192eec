import Koa from 'koa'
import jwt from 'koa-jwt'
import { errors } from './middleware/errors'
import { router } from './tasks'

const app = new Koa()
app.use(errors)
app.use(jwt({ secret: process.env.JWT_KEY as string, algorithms: ['HS256'] }))
app.use(router.routes()).use(router.allowedMethods())
app.on('error', (error, ctx) => console.error(ctx.method, ctx.path, error))
app.listen(Number(process.env.PORT ?? 3000))

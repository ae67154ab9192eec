import cors from '@koa/cors'
import Koa from 'koa'
import { koaBody } from 'koa-body'
import helmet from 'koa-helmet'
import serve from 'koa-static'
import { authenticate } from './middleware/auth.js'
import { errors } from './middleware/errors.js'
import { admin } from './routes/admin.js'
import { auth } from './routes/auth.js'
import { dogs } from './routes/dogs.js'
import { shared } from './routes/shared.js'
import { users } from './routes/users.js'
import { walkRoutes } from './routes/walks.js'

export function createApp() {
  const app = new Koa({ proxy: true })
  app.use(errors)
  app.use(helmet())
  app.use(cors({ origin: (ctx) => ctx.get('Origin'), credentials: true }))
  app.use(serve('public', { maxage: 3600_000 }))
  app.use(koaBody({ jsonLimit: '200kb' }))
  app.use(authenticate)
  app.use((ctx, next) => (ctx.path === '/health' ? ((ctx.body = { status: 'ok' }), undefined) : next()))
  for (const router of [auth, users, dogs, walkRoutes, shared, admin]) {
    app.use(router.routes())
    app.use(router.allowedMethods())
  }
  return app
}

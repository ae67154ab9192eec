import cookie from '@fastify/cookie'
import postgres from '@fastify/postgres'
import rateLimit from '@fastify/rate-limit'
import session from '@fastify/session'
import Fastify from 'fastify'
import { loginRoutes } from './login.js'

export async function build() {
  const app = Fastify({ logger: true, trustProxy: true })
  await app.register(rateLimit, { global: false })
  await app.register(postgres, { connectionString: process.env.DATABASE_URL })
  await app.register(cookie)
  await app.register(session, {
    secret: process.env.SESSION_SECRET,
    cookie: { secure: true, httpOnly: true, sameSite: 'lax', maxAge: 3_600_000 },
  })
  await app.register(loginRoutes, { prefix: '/api' })
  return app
}

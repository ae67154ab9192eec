import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import Fastify from 'fastify'
import { redis } from './redis.js'
import { sessionRoutes } from './session.js'

export async function buildApp() {
  const app = Fastify({ logger: true, trustProxy: true })
  await app.register(cookie, { secret: process.env.COOKIE_KEY })
  await app.register(rateLimit, { global: false, redis, max: 100, timeWindow: '1 minute' })
  await app.register(sessionRoutes, { prefix: '/session' })
  return app
}

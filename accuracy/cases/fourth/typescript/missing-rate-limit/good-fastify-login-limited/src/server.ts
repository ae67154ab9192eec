import jwt from '@fastify/jwt'
import rateLimit from '@fastify/rate-limit'
import Fastify from 'fastify'
import { loginRoutes } from './login.js'

export const server = Fastify({ logger: true })

await server.register(rateLimit, { global: false })
await server.register(jwt, { secret: process.env.JWT_SECRET ?? '' })
await server.register(loginRoutes)

import rateLimit from '@fastify/rate-limit'
import Fastify from 'fastify'
import { login } from './login.js'

export const app = Fastify()
await app.register(rateLimit, { global: false })
app.register(login)

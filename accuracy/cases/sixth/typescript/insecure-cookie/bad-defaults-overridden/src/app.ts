import fastifyCookie from '@fastify/cookie'
import argon2 from 'argon2'
import Fastify from 'fastify'
import pg from 'pg'
import { z } from 'zod'
import { attemptsOf, startSession } from './sessions.js'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const credentials = z.object({ email: z.string().email(), password: z.string().max(128) })

export const app = Fastify({ logger: true })
await app.register(fastifyCookie)

app.post('/login', async (request, reply) => {
  const { email, password } = credentials.parse(request.body)
  if ((await attemptsOf(email)) > 5) return reply.code(429).send({ error: 'try later' })
  const { rows } = await pool.query('SELECT id, password_hash FROM guests WHERE email = $1', [email])
  if (!rows[0] || !(await argon2.verify(rows[0].password_hash, password))) {
    return reply.code(401).send({ error: 'wrong email or password' })
  }
  await startSession(reply, rows[0].id)
  return reply.code(204).send()
})

import argon2 from 'argon2'
import Fastify from 'fastify'
import pg from 'pg'
import { z } from 'zod'
import { blocked } from './attempts.js'
import { TokenIssuer } from './token-issuer.js'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const issuer = new TokenIssuer()
const login = z.object({ serial: z.string().max(40), secret: z.string().max(100) })

export const app = Fastify({ logger: true })

app.post('/device/login', async (request, reply) => {
  const { serial, secret } = login.parse(request.body)
  if (await blocked(serial)) return reply.code(429).send({ error: 'too many attempts' })
  const { rows } = await pool.query('SELECT id, secret_hash FROM devices WHERE serial = $1', [serial])
  if (!rows[0] || !(await argon2.verify(rows[0].secret_hash, secret))) {
    return reply.code(401).send({ error: 'unknown device' })
  }
  return { accessToken: issuer.issue(String(rows[0].id)) }
})

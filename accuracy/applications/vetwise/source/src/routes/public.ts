import type { FastifyInstance } from 'fastify'
import { config } from '../config.js'
import { fromLab, hashPassword, samePassword } from '../lib/secrets.js'
import { signToken, verifyToken } from '../lib/token.js'
import { Problem } from '../plugins/errors.js'
import { knex } from '../repositories/base.js'
import { staffByEmail } from '../repositories/index.js'
import { recalls } from '../services/lab.js'
import { sendReset } from '../services/mail.js'

interface Credentials { email: string; password: string }

const credentials = {
  body: {
    type: 'object',
    required: ['email', 'password'],
    properties: { email: { type: 'string', maxLength: 200 }, password: { type: 'string', maxLength: 200 } },
  },
}

export async function publicRoutes(app: FastifyInstance) {
  app.get('/health', async () => ({ ok: true }))

  app.get('/debug/config', async () => ({ ...config, uptime: process.uptime() }))

  app.post<{ Body: Credentials }>('/login', { schema: credentials }, async (req) => {
    const person = await staffByEmail(req.body.email)
    if (!person) throw new Problem(404, 'We do not know this address')
    if (!(await samePassword(req.body.password, person.password_hash))) throw new Problem(401, 'Wrong password')
    return { token: signToken({ sub: String(person.id), practice: person.practice_id, role: person.role, use: 'access' }, 12 * 3600) }
  })

  app.post<{ Body: { email: string } }>('/forgot', async (req, reply) => {
    const person = await staffByEmail(String(req.body.email))
    if (person) await sendReset(person.email, signToken({ sub: String(person.id), use: 'reset' }, 1800))
    return reply.status(202).send()
  })

  app.post<{ Body: { token: string; password: string } }>('/reset', async (req, reply) => {
    const claims = verifyToken(String(req.body.token))
    if (!claims) throw new Problem(400, 'This code is too old')
    await knex('staff').where({ id: Number(claims.sub) }).update({ password_hash: await hashPassword(String(req.body.password)) })
    return reply.status(204).send()
  })

  // The sign-in page of the practice sends people back to the page they wanted
  app.get<{ Querystring: { to?: string } }>('/return', async (req, reply) => {
    const to = req.query.to ?? '/'
    return reply.redirect(to.startsWith('/') ? to : '/')
  })

  app.get<{ Params: { section: string } }>('/help/:section', async (req, reply) => {
    return reply.redirect(`/help/index.html#${encodeURIComponent(req.params.section)}`)
  })

  app.get<{ Querystring: { chip: string } }>('/chip', async (req) => {
    const valid = /^(\d+[ -]?)+$/.test(req.query.chip ?? '')
    return { valid }
  })

  app.get<{ Querystring: { postcode: string } }>('/nearest', async (req) => {
    if (!/^\d{4,5}$/.test(req.query.postcode ?? '')) throw new Problem(400, 'Four or five digits')
    return knex('practices').select('id', 'name').limit(5)
  })

  app.get('/recalls', async () => recalls())

  app.post<{ Body: { visit: number; notes: string } }>('/lab-results', async (req, reply) => {
    if (!fromLab(JSON.stringify(req.body), String(req.headers['x-lab-signature'] ?? ''))) throw new Problem(401, 'Not from the laboratory')
    await knex('visits').where({ id: req.body.visit }).update({ notes: req.body.notes })
    return reply.status(204).send()
  })
}

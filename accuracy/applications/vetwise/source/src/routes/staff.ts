import type { FastifyInstance } from 'fastify'
import { hashPassword, sealAccount } from '../lib/secrets.js'
import { only } from '../plugins/auth.js'
import { Problem } from '../plugins/errors.js'
import { knex } from '../repositories/base.js'
import { staff } from '../repositories/index.js'

interface NewStaff { email: string; name: string; password: string; role: string }

export async function staffRoutes(app: FastifyInstance) {
  app.get('/', { preHandler: only('owner', 'vet') }, async (req) => staff.list(req.member.practice, {}))

  app.get('/names', async (req) => knex('staff').select('id', 'name').where({ practice_id: req.member.practice, active: true }).limit(100))

  app.post<{ Body: NewStaff }>('/', async (req, reply) => {
    const { email, name, password, role } = req.body
    if (String(password).length < 12) throw new Problem(400, 'Twelve characters at least')
    const person = await staff.insert(req.member.practice, { email, name, role, password_hash: await hashPassword(password) })
    return reply.status(201).send({ id: person.id })
  })

  app.patch<{ Body: object }>('/me', async (req) => ({ changed: await staff.change(req.member.practice, req.member.id, req.body) }))

  app.put<{ Body: { name: string } }>('/me/name', async (req) => {
    const { name } = req.body
    return { changed: await staff.change(req.member.practice, req.member.id, { name: String(name).slice(0, 100) }) }
  })

  app.put<{ Body: { account: string } }>('/me/account', async (req) => {
    const bank_account = sealAccount(String(req.body.account))
    return { changed: await staff.change(req.member.practice, req.member.id, { bank_account }) }
  })

  app.delete<{ Params: { id: string } }>('/:id', { preHandler: only('owner') }, async (req, reply) => {
    await staff.change(req.member.practice, Number(req.params.id), { active: false })
    return reply.status(204).send()
  })
}

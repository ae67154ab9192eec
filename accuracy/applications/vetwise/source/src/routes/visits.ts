import type { FastifyInstance } from 'fastify'
import { only } from '../plugins/auth.js'
import { Problem } from '../plugins/errors.js'
import { busiest, turnover, visits } from '../repositories/index.js'
import { book, remindAll, waitingRoom } from '../services/clinic.js'
import { fetchResult, resultById } from '../services/lab.js'

export async function visitRoutes(app: FastifyInstance) {
  app.get('/today', async (req) => waitingRoom(req.member.practice))

  app.get<{ Querystring: { days?: string } }>('/turnover', { preHandler: only('owner') }, async (req) => turnover(req.member.practice, req.query.days ?? '30'))

  app.get<{ Querystring: { weeks?: string } }>('/busiest', { preHandler: only('owner') }, async (req) => {
    return busiest(req.member.practice, Math.min(52, Number(req.query.weeks) || 4))
  })

  app.get<{ Params: { id: string } }>('/:id', async (req) => {
    const visit = await visits.byId(Number(req.params.id))
    if (!visit) throw new Problem(404, 'No such visit')
    return visit
  })

  app.post<{ Body: { patient: number; starts_at: string } }>('/', async (req, reply) => {
    return reply.status(201).send(await book(req.member.practice, Number(req.body.patient), new Date(req.body.starts_at)))
  })

  app.put<{ Params: { id: string }; Body: { notes: string } }>('/:id/notes', async (req) => {
    return { changed: await visits.change(req.member.practice, Number(req.params.id), { notes: String(req.body.notes) }) }
  })

  app.post('/reminders', { preHandler: only('owner', 'vet') }, async (req) => ({ sent: await remindAll(req.member.practice) }))

  app.post<{ Body: { link: string } }>('/results', async (req) => fetchResult(String(req.body.link)))

  app.get<{ Params: { partner: string; result: string } }>('/results/:partner/:result', async (req) => resultById(req.params.partner, req.params.result))
}

import type { FastifyInstance } from 'fastify'
import { enterDelivery, enterInBook, openLeaflet } from '../lib/files.js'
import { only } from '../plugins/auth.js'
import { Problem } from '../plugins/errors.js'
import { drugs } from '../repositories/index.js'
import { handOver } from '../services/clinic.js'
import { dose, linearDose, printLabel, printerState } from '../services/dose.js'

export async function pharmacyRoutes(app: FastifyInstance) {
  app.get<{ Querystring: { name?: string } }>('/drugs', async (req) => drugs.startingWith(req.member.practice, req.query.name ?? ''))

  app.post<{ Body: { formula: string; weight: number } }>('/dose', async (req) => ({ ml: dose(String(req.body.formula), Number(req.body.weight)) }))

  app.post<{ Body: { perKilo: number; weight: number } }>('/dose/linear', async (req) => ({ ml: linearDose(Number(req.body.perKilo), Number(req.body.weight)) }))

  app.post<{ Body: { drug: string; amount: number; reason: string } }>('/handouts', { preHandler: only('vet') }, async (req, reply) => {
    await enterInBook(req.member.id, req.body.drug, req.body.amount, req.body.reason)
    return reply.status(204).send()
  })

  app.post<{ Body: { drug: number; amount: number } }>('/deliveries', { preHandler: only('vet', 'nurse') }, async (req, reply) => {
    await enterDelivery(req.member.id, { drug: Number(req.body.drug), amount: Number(req.body.amount) })
    return reply.status(204).send()
  })

  app.post<{ Body: { to: number; name: string; amount: number } }>('/transfers', { preHandler: only('owner') }, async (req, reply) => {
    const amount = Number(req.body.amount)
    if (!Number.isInteger(amount) || amount < 1) throw new Problem(400, 'How many?')
    await handOver(req.member.practice, Number(req.body.to), String(req.body.name), amount)
    return reply.status(204).send()
  })

  app.post<{ Body: { text: string; copies: number } }>('/labels', async (req, reply) => {
    await printLabel(req.body.text, Number(req.body.copies) || 1)
    return reply.status(202).send()
  })

  app.get('/printer', async () => ({ state: printerState() }))

  app.get<{ Params: { id: string }; Querystring: { language?: string } }>('/drugs/:id/leaflet', async (req, reply) => {
    return reply.type('application/pdf').send(openLeaflet(Number(req.params.id), req.query.language ?? 'en'))
  })
}

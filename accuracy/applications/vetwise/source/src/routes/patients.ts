import type { FastifyInstance } from 'fastify'
import { keep, openScan } from '../lib/files.js'
import { pictureTag } from '../lib/secrets.js'
import { only } from '../plugins/auth.js'
import { Problem } from '../plugins/errors.js'
import type { ListOptions } from '../repositories/base.js'
import { patients } from '../repositories/index.js'
import { printChip } from '../services/dose.js'
import { sendNote } from '../services/mail.js'

export async function patientRoutes(app: FastifyInstance) {
  app.get<{ Querystring: ListOptions }>('/', async (req) => patients.list(req.member.practice, req.query))

  app.get<{ Querystring: { name?: string } }>('/suggest', async (req) => patients.startingWith(req.member.practice, req.query.name ?? ''))

  app.get<{ Params: { id: string } }>('/:id', async (req) => {
    const patient = await patients.own(req.member.practice, Number(req.params.id))
    if (!patient) throw new Problem(404, 'No such patient')
    return patient
  })

  app.post<{ Body: { name: string; species: string; chip?: string; weight: number; keeper_email?: string } }>('/', async (req, reply) => {
    const { name, species, chip, weight, keeper_email } = req.body
    return reply.status(201).send(await patients.insert(req.member.practice, { name, species, chip, weight, keeper_email }))
  })

  app.post<{ Params: { id: string } }>('/:id/picture', async (req) => {
    if (!(await patients.own(req.member.practice, Number(req.params.id)))) throw new Problem(404, 'No such patient')
    const part = await req.file()
    if (!part) throw new Problem(400, 'Choose a file')
    return { url: await keep(part, req.member.practice) }
  })

  app.post('/picture-tag', async (req) => {
    const part = await req.file({ limits: { fileSize: 2_000_000 } })
    if (!part || !['image/png', 'image/jpeg'].includes(part.mimetype)) throw new Problem(400, 'Choose a picture')
    return { tag: pictureTag(await part.toBuffer()) }
  })

  app.get<{ Querystring: { name: string } }>('/scans', { preHandler: only('vet', 'owner') }, async (req, reply) => {
    return reply.type('application/dicom').send(openScan(req.query.name))
  })

  app.post<{ Params: { id: string }; Body: { subject: string; text: string } }>('/:id/notes', async (req, reply) => {
    const patient = await patients.own(req.member.practice, Number(req.params.id))
    if (!patient?.keeper_email) throw new Problem(404, 'Nobody to write to')
    await sendNote(patient.keeper_email, req.body.subject, req.body.text)
    return reply.status(202).send()
  })

  app.post<{ Params: { id: string } }>('/:id/chip-label', async (req, reply) => {
    const patient = await patients.own(req.member.practice, Number(req.params.id))
    if (!patient?.chip) throw new Problem(404, 'No chip')
    await printChip(patient.chip)
    return reply.status(202).send()
  })
}

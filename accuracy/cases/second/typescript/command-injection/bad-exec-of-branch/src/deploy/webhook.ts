import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyPluginAsync } from 'fastify'
import { build } from './runner.js'

const signed = (body: string, signature: string): boolean => {
  const expected = createHmac('sha256', process.env.DEPLOY_SECRET!).update(body).digest()
  const given = Buffer.from(signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

export const webhook: FastifyPluginAsync = async (app) => {
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.post('/deploy', async (request, reply) => {
    const raw = request.body as string
    if (!signed(raw, String(request.headers['x-signature'] ?? ''))) return reply.code(401).send()
    const { branch } = JSON.parse(raw) as { branch: string }
    await build('/srv/site', branch)
    return reply.code(204).send()
  })
}

import type { FastifyReply, FastifyRequest } from 'fastify'

export async function onlyStaff(request: FastifyRequest, reply: FastifyReply) {
  if (request.session.get('staff') === undefined) await reply.status(403).send({ message: 'staff only' })
}

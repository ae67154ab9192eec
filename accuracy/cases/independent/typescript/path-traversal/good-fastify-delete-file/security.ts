import type { FastifyReply, FastifyRequest } from 'fastify'

export async function requireUser(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.headers.authorization !== `Bearer ${process.env.SERVICE_TOKEN}`) await reply.code(401).send()
}

import type { FastifyError } from 'fastify'
import fp from 'fastify-plugin'

export class Problem extends Error {
  constructor(readonly statusCode: number, message: string) {
    super(message)
  }
}

export const errors = fp(async (app) => {
  app.setErrorHandler((err: FastifyError & { detail?: string; query?: string }, req, reply) => {
    req.log.error({ err }, 'request failed')
    reply.status(err.statusCode ?? 500).send({ message: err.message, detail: err.detail ?? err.stack })
  })
})

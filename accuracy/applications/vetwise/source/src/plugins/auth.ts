import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { verifyToken } from '../lib/token.js'
import { Problem } from './errors.js'

export interface Member {
  id: number
  practice: number
  role: string
}

declare module 'fastify' {
  interface FastifyRequest {
    member: Member
  }
}

const open = ['/public/', '/docs', '/files/']

export const auth = fp(async (app) => {
  app.decorateRequest('member', null as unknown as Member)
  app.addHook('onRequest', async (req) => {
    if (open.some((prefix) => req.url.includes(prefix))) return
    const token = req.headers.authorization?.replace(/^Bearer /, '')
    const claims = token ? verifyToken(token) : null
    if (!claims) throw new Problem(401, 'Sign in first')
    req.member = { id: Number(claims.sub), practice: Number(claims.practice), role: String(claims.role) }
  })
})

export const only =
  (...roles: string[]) =>
  async (req: FastifyRequest, _reply: FastifyReply) => {
    if (!roles.includes(req.member.role)) throw new Problem(403, 'Not for your role')
  }

import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Database } from '../database.ts'
import { recordAudit } from '../library/audit.ts'
import { Problem, tooMany, unauthorized } from '../library/problem.ts'
import type { Principal, Sessions } from '../library/sessions.ts'
import { TokenBucket } from '../library/token-bucket.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call: a member unless said otherwise. */
    readonly access?: 'public' | 'member' | 'admin'
    /** Name of the tighter limit that applies besides. */
    readonly limit?: string
  }
  interface FastifyRequest {
    principal: Principal | null
  }
}

const BEARER = /^Bearer ([A-Za-z0-9_.-]{1,4096})$/

/** The member who calls; the guard has made sure that there is one. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw unauthorized()
  return request.principal
}

/** Deny by default: each route needs a member unless its configuration says public. Registered on the root, before any route. */
export function registerAccess(app: FastifyInstance, { config, database, sessions }: { config: Config; database: Database; sessions: Sessions }): void {
  const general = new TokenBucket(config.requestsPerMinute, config.requestBurst)
  const named = new Map<string, TokenBucket>()
  app.decorateRequest('principal', null)

  app.addHook('onRequest', async (request, reply) => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1]
    if (token !== undefined) request.principal = (await sessions.identify(token)) ?? null
    const client = request.principal === null ? `address:${request.ip}` : `member:${request.principal.id}`
    const { access = 'member', limit } = request.routeOptions.config

    const take = (bucket: TokenBucket, name: string) => {
      const taken = bucket.take(client)
      reply.header('ratelimit-policy', `"${name}";q=${bucket.burst};w=${bucket.windowSeconds}`)
      reply.header('ratelimit', `"${name}";r=${taken.remaining};t=${Math.ceil(taken.allowed ? taken.resetSeconds : taken.waitSeconds)}`)
      if (taken.allowed) return
      request.log.warn({ policy: name }, 'rate.limited')
      throw tooMany(taken.waitSeconds)
    }
    take(general, 'default')
    if (limit !== undefined) {
      const bucket = named.get(limit) ?? new TokenBucket(config.sessionRequestsPerMinute, config.sessionRequestsPerMinute)
      named.set(limit, bucket)
      take(bucket, limit)
    }

    if (request.is404 || access === 'public') return
    const principal = principalOf(request)
    if (access === 'admin' && principal.role !== 'admin') {
      request.log.warn({ member: principal.id }, 'access.denied')
      recordAudit(database, principal.id, 'access.denied', request.routeOptions.url ?? null)
      throw new Problem(403, 'Not allowed')
    }
  })
}

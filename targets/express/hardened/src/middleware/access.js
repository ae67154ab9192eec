import { recordAudit } from '../lib/audit-log.js'
import { log } from '../lib/log.js'
import { forbidden, tooMany, unauthorized } from '../lib/problem.js'

const BEARER = /^Bearer ([A-Za-z0-9._~+/-]{1,4096}=*)$/

/** Learns who calls; a missing or bad token leaves the principal undefined, and the guard refuses later. */
export function identify(sessions) {
  return async (request, _response, next) => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1]
    if (token !== undefined) {
      try {
        request.principal = await sessions.identify(token)
      } catch (error) {
        log('warn', 'token.refused', { requestId: request.id, address: request.ip, code: error.code })
      }
    }
    next()
  }
}

/** One bucket per user, or per address for who is not logged in. */
export function limitRequests(bucket, name) {
  return (request, response, next) => {
    const key = request.principal === undefined ? `ip:${request.ip}` : `user:${request.principal.id}`
    const state = bucket.take(key)
    response.setHeader('RateLimit-Policy', `"${name}";q=${bucket.burst};w=${bucket.windowSeconds}`)
    response.setHeader('RateLimit', `"${name}";r=${state.remaining};t=${Math.ceil(state.allowed ? state.resetSeconds : state.retrySeconds)}`)
    if (!state.allowed) {
      log('warn', 'rate.limited', { requestId: request.id, address: request.ip, policy: name })
      throw tooMany(state.retrySeconds)
    }
    next()
  }
}

/** Everything mounted after this needs a logged-in user. */
export function requireUser(request, _response, next) {
  if (request.principal === undefined) throw unauthorized()
  next()
}

export function requireAdmin(database) {
  return (request, _response, next) => {
    if (request.principal?.role !== 'admin') {
      log('warn', 'access.denied', { requestId: request.id, user: request.principal?.id, path: request.path })
      recordAudit(database, request.principal?.id ?? null, 'access.denied', request.baseUrl)
      throw forbidden()
    }
    next()
  }
}

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../library/problem.ts'

const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}
const TITLES: Record<number, string> = { 400: 'The request is not valid', 404: 'Not found', 413: 'The request is too large', 415: 'The content type is not supported' }

/** Headers on every answer, CORS for listed origins, one format of errors, 405 for known paths. */
export function registerProtocol(app: FastifyInstance, allowedOrigins: readonly string[]): void {
  const routes: { method: string; pattern: RegExp }[] = []
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, pattern: new RegExp(`^${url.replace(/:[a-z]+/gi, '[^/]+')}$`) })
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...HEADERS, 'x-request-id': request.id, vary: 'Origin' })
    const { origin } = request.headers
    if (origin !== undefined && allowedOrigins.includes(origin)) {
      reply.headers({ 'access-control-allow-origin': origin, 'access-control-allow-methods': 'GET, POST, PATCH, DELETE', 'access-control-allow-headers': 'Authorization, Content-Type' })
    }
  })
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request) => {
    const path = request.url.split('?')[0] ?? ''
    const methods = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    if (methods.length > 0) throw new Problem(405, 'Method not allowed', { allow: [...new Set(methods)].join(', ') })
    throw new Problem(404, 'Not found')
  })
}

/** For errors before any hook, such as a path that cannot be decoded. */
export function answerEarlyError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(HEADERS)
  answerError(error, request, reply)
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = error instanceof Problem ? error : asProblem(error as FastifyError)
  if (problem.status >= 500) request.log.error({ err: error }, 'request.failed')
  reply.code(problem.status).headers(problem.headers).type('application/problem+json')
  reply.send(JSON.stringify({ type: 'about:blank', title: problem.message, status: problem.status, requestId: request.id }))
}

function asProblem(error: FastifyError): Problem {
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500) return new Problem(TITLES[status] === undefined ? 400 : status, TITLES[status] ?? 'The request is not valid')
  return new Problem(500, 'Something went wrong')
}

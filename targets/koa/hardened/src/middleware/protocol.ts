import { randomUUID } from 'node:crypto'
import type { Context, Next } from 'koa'
import { log } from '../library/log.ts'
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
  vary: 'Origin',
}
const TITLES: Record<number, string> = { 400: 'The request is not valid', 404: 'Not found', 405: 'Method not allowed', 413: 'The request is too large', 415: 'The content type is not supported', 501: 'Method not implemented' }
const UPLOADS = '/api/attachments'

/** Headers on every answer, one format of errors, one line of log a request. */
export function protocol(state: { draining: boolean }) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const started = performance.now()
    const id = randomUUID()
    ctx.state['requestId'] = id
    ctx.set({ ...HEADERS, 'x-request-id': id })
    try {
      await next()
      if (ctx.status >= 400 && ctx.body == null) answer(ctx, new Problem(ctx.status, TITLES[ctx.status] ?? 'Not found'))
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status >= 500) log('error', 'request.failed', { requestId: id, message: error instanceof Error ? error.stack : String(error) })
      answer(ctx, problem)
    }
    if (state.draining) ctx.set('connection', 'close')
    log('info', 'request', { requestId: id, method: ctx.method, path: ctx.path, status: ctx.status, milliseconds: Math.round(performance.now() - started), address: ctx.ip })
  }
}

/** CORS for listed origins alone; no credentials, since no cookie is used. */
export function cors(allowed: readonly string[]) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const origin = ctx.get('origin')
    if (origin === '' || !allowed.includes(origin)) return next()
    ctx.set('access-control-allow-origin', origin)
    if (ctx.method !== 'OPTIONS') return next()
    ctx.set({ 'access-control-allow-methods': 'GET, POST, PATCH, DELETE', 'access-control-allow-headers': 'Authorization, Content-Type', 'access-control-max-age': '600' })
    ctx.status = 204
  }
}

/** JSON everywhere but at the uploads, which are forms. */
export async function contentType(ctx: Context, next: Next): Promise<void> {
  const carries = ctx.get('transfer-encoding') !== '' || Number(ctx.get('content-length') || 0) > 0
  if (carries) {
    const wanted = ctx.path === UPLOADS ? 'multipart/form-data' : 'application/json'
    if (ctx.is(wanted) !== wanted) throw new Problem(415, 'The content type is not supported')
    if (ctx.get('content-encoding') !== '') throw new Problem(415, 'Compressed bodies are not supported')
  }
  await next()
}

function answer(ctx: Context, problem: Problem): void {
  ctx.status = problem.status
  ctx.set(problem.headers)
  ctx.body = JSON.stringify({ type: 'about:blank', title: problem.message, status: problem.status, requestId: ctx.state['requestId'] })
  ctx.type = 'application/problem+json'
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { status, code } = error as { status?: number; code?: string }
  if (code === 'LIMIT_FILE_SIZE') return new Problem(413, 'The request is too large')
  if (code?.startsWith('LIMIT_')) return new Problem(400, 'The request is not valid')
  if (status !== undefined && status >= 400 && status < 500) return new Problem(TITLES[status] === undefined ? 400 : status, TITLES[status] ?? 'The request is not valid')
  return new Problem(500, 'Something went wrong')
}

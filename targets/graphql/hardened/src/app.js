import { randomUUID } from 'node:crypto'
import express from 'express'
import { graphqlEndpoint } from './endpoint.js'
import { log } from './lib/log.js'
import { LoginGuard } from './lib/login-guard.js'
import { hashPassword } from './lib/passwords.js'
import { Problem, tooMany } from './lib/problem.js'
import { Sessions } from './lib/sessions.js'
import { TokenBucket } from './lib/token-bucket.js'
import { securityHeaders } from './middleware/security-headers.js'
import { createResolvers } from './resolvers.js'

const BEARER = /^Bearer ([A-Za-z0-9._-]{1,4096})$/

export async function createApp({ config, database, state }) {
  const sessions = new Sessions(database, config)
  const resolvers = createResolvers({ database, config, sessions, loginGuard: new LoginGuard(database) })
  const bucket = new TokenBucket({ perMinute: config.requestsPerMinute, burst: config.requestBurst })
  const authBucket = new TokenBucket({ perMinute: config.authPerMinute, burst: config.authPerMinute })
  await createLibrarian(database, config)

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('trust proxy', config.trustedProxies)
  app.use(securityHeaders)
  app.use(accessLog)
  app.use(cors(config.allowedOrigins))
  app.use(async (request, response, next) => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1]
    // A token that is not a living one of ours leaves the caller unknown; the endpoint refuses later.
    if (token !== undefined) request.principal = await sessions.identify(token).catch(() => undefined)
    limit(bucket, request, response)
    next()
  })

  app.get('/health/live', (_request, response) => response.json({ status: 'ok' }))
  app.get('/health', (request, response) => {
    const healthy = !state.draining && answers(database, request)
    const status = healthy ? 'ok' : 'unavailable'
    response.status(healthy ? 200 : 503).json({ status, checks: { database: status } })
  })
  app.route('/graphql')
    .post(requireJson, express.json({ limit: '64kb' }), graphqlEndpoint({ database, resolvers, authBucket }))
    .all((_request, response) => {
      response.setHeader('Allow', 'POST')
      throw new Problem(405, 'Method not allowed')
    })
  app.use(() => {
    throw new Problem(404, 'Not found')
  })
  app.use(answerError)
  return app
}

function limit(bucket, request, response) {
  const key = request.principal === undefined ? `ip:${request.ip}` : `user:${request.principal.id}`
  const taken = bucket.take(key)
  response.setHeader('RateLimit-Policy', `"default";q=${bucket.burst};w=${bucket.windowSeconds}`)
  response.setHeader('RateLimit', `"default";r=${taken.remaining};t=${Math.ceil(taken.allowed ? taken.resetSeconds : taken.retrySeconds)}`)
  if (taken.allowed) return
  log('warn', 'rate.limited', { requestId: request.id, address: request.ip })
  throw tooMany(taken.retrySeconds)
}

function requireJson(request, _response, next) {
  if (request.is('application/json') === false) throw new Problem(415, 'Send application/json')
  next()
}

function cors(allowedOrigins) {
  return (request, response, next) => {
    response.vary('Origin')
    if (allowedOrigins.includes(request.headers.origin)) {
      response.setHeader('Access-Control-Allow-Origin', request.headers.origin)
      response.setHeader('Access-Control-Allow-Methods', 'POST')
      response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type')
      if (request.method === 'OPTIONS') return response.status(204).end()
    }
    next()
  }
}

function accessLog(request, response, next) {
  const started = performance.now()
  response.on('finish', () => {
    log('info', 'request', { requestId: request.id, method: request.method, path: request.path, status: response.statusCode, ms: Math.round(performance.now() - started), user: request.principal?.id })
  })
  next()
}

function answers(database, request) {
  try {
    return database.get('SELECT 1 AS one').one === 1
  } catch (error) {
    log('error', 'health.database', { requestId: request.id, error: error.message })
    return false
  }
}

/** The last resort: what is not expected is logged with its stack and answered without it. */
function answerError(error, request, response, _next) {
  const status = error instanceof Problem ? error.status : error.status >= 400 && error.status < 500 ? error.status : 500
  const message = error instanceof Problem ? error.title : status === 413 ? 'The request is too large' : status < 500 ? 'The request could not be read' : 'Something went wrong'
  if (status >= 500) log('error', 'request.failed', { requestId: request.id, error: error.stack })
  for (const [name, value] of Object.entries(error instanceof Problem ? error.headers : {})) response.setHeader(name, value)
  response.status(status).json({ data: null, errors: [{ message, extensions: { status } }] })
}

/** The first librarian comes from the environment of the first start, never from the source. */
async function createLibrarian(database, { bootstrapAdmin }) {
  if (bootstrapAdmin === undefined || database.get("SELECT id FROM users WHERE role = 'librarian'") !== undefined) return
  const hash = await hashPassword(bootstrapAdmin.password)
  database.run("INSERT INTO users (id, email, password_hash, role) VALUES (?, ?, ?, 'librarian')", randomUUID(), bootstrapAdmin.email.toLowerCase(), hash)
}

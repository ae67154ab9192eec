import { Problem } from '../lib/problem.js'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const UPLOAD_PATH = '/api/files'

export function allowedMethods(request, _response, next) {
  if (!METHODS.has(request.method)) throw new Problem(405, 'Method not allowed', { headers: { Allow: [...METHODS].join(', ') } })
  next()
}

/** Bodies are JSON, but for uploads: a form or plain text posted from a foreign page is refused. */
export function requireJson(request, _response, next) {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
  const wanted = request.method === 'POST' && request.path === UPLOAD_PATH ? 'multipart/form-data' : 'application/json'
  if (hasBody && request.is(wanted) === false) throw new Problem(415, `Send ${wanted}`)
  next()
}

/** Ends a route: any other method is answered by 405. */
export function onlyMethods(...methods) {
  return (request, response) => {
    response.setHeader('Allow', ['OPTIONS', ...methods].join(', '))
    if (request.method === 'OPTIONS') return response.status(204).end()
    throw new Problem(405, 'Method not allowed')
  }
}

/** Answers browsers of the listed origins; no credentials, since tokens travel in a header. */
export function cors(allowedOrigins) {
  return (request, response, next) => {
    response.vary('Origin')
    const { origin } = request.headers
    if (origin !== undefined && allowedOrigins.includes(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin)
      response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE')
      response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type')
      response.setHeader('Access-Control-Max-Age', '600')
    }
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) return response.status(204).end()
    next()
  }
}

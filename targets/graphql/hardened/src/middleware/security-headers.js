import { randomUUID } from 'node:crypto'

const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

/** First of all middleware, so that refusals and errors carry the headers too. */
export function securityHeaders(request, response, next) {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
  request.id = randomUUID()
  response.setHeader('X-Request-Id', request.id)
  next()
}

/** An expected failure, told to the client in the form of RFC 9457. */
export class Problem extends Error {
  constructor(status, title, extra = {}) {
    super(title)
    this.name = 'Problem'
    this.status = status
    this.title = title
    this.headers = extra.headers ?? {}
    this.errors = extra.errors
  }
}

export const unauthorized = () => new Problem(401, 'Authentication is required', { headers: { 'WWW-Authenticate': 'Bearer' } })
export const forbidden = () => new Problem(403, 'Not allowed')
export const notFound = () => new Problem(404, 'Not found')
export const tooMany = (seconds) => new Problem(429, 'Too many requests', { headers: { 'Retry-After': String(Math.max(1, Math.ceil(seconds))) } })

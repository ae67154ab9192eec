/** An expected failure; the protocol middleware turns it into an answer of type application/problem+json. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: number
  readonly headers: Record<string, string>

  constructor(status: number, title: string, headers: Record<string, string> = {}) {
    super(title)
    this.status = status
    this.headers = headers
  }
}

export const unauthorized = () => new Problem(401, 'Authentication is required', { 'www-authenticate': 'Bearer' })
export const forbidden = () => new Problem(403, 'Not allowed')
export const notFound = () => new Problem(404, 'Not found')
export const tooMany = (seconds: number) => new Problem(429, 'Too many requests', { 'retry-after': String(Math.max(1, Math.ceil(seconds))) })

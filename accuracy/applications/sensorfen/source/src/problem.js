export class Problem extends Error {
  constructor(statusCode, title, headers = {}) {
    super(title)
    Object.assign(this, { statusCode, headers })
  }
}
export const missing = () => new Problem(404, 'not found')
export const forbidden = () => new Problem(403, 'not allowed')
export const unauthorized = () => new Problem(401, 'a valid token or key is needed', { 'www-authenticate': 'Bearer' })
export const conflict = (title) => new Problem(409, title)

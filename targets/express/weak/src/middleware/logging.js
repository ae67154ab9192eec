export const counters = { requests: 0, errors: 0, started: Date.now() }

export function logging(req, res, next) {
  counters.requests += 1
  console.log(`${req.method} ${req.url} auth=${req.headers.authorization || '-'} body=${JSON.stringify(req.body || {})}`)
  next()
}

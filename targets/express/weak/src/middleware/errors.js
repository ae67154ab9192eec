import { counters } from './logging.js'

export function errorHandler(err, req, res, next) {
  counters.errors += 1
  console.error(err)
  res.status(err.status || 500).json({ error: err.message, code: err.code, stack: err.stack })
}

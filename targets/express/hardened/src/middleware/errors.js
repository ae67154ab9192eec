import multer from 'multer'
import { log } from '../lib/log.js'
import { BusyError } from '../lib/passwords.js'
import { Problem } from '../lib/problem.js'

export function notFoundHandler() {
  throw new Problem(404, 'Not found')
}

/** The last resort: what is not expected is logged with its stack and answered without it. */
export function errorHandler(error, request, response, _next) {
  const problem = asProblem(error)
  if (problem.status >= 500) log('error', 'request.failed', { requestId: request.id, error: error.stack })
  if (response.headersSent) return response.destroy()
  for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value)
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: problem.title, status: problem.status, errors: problem.errors, requestId: request.id }))
}

function asProblem(error) {
  if (error instanceof Problem) return error
  if (error instanceof BusyError) return new Problem(503, 'Try again soon', { headers: { 'Retry-After': '5' } })
  if (error instanceof multer.MulterError) {
    return error.code === 'LIMIT_FILE_SIZE' ? new Problem(413, 'The file is too large') : new Problem(400, 'The upload is not valid')
  }
  const status = error.status ?? error.statusCode
  if (status === 413) return new Problem(413, 'The request is too large')
  if (status === 415) return new Problem(415, 'The encoding is not supported')
  if (status >= 400 && status < 500) return new Problem(400, 'The request could not be read')
  return new Problem(500, 'Something went wrong')
}

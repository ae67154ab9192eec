import type { ErrorRequestHandler, RequestHandler } from 'express'
import { MulterError } from 'multer'
import { logger } from '../lib/logger'

/** What a client may know. The code is for programs and texts of the client. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly fields?: string[],
  ) {
    super(code)
  }
}

export const notFound: RequestHandler = (_req, _res, next) => next(new Problem(404, 'not-found'))

function toProblem(err: unknown): Problem {
  if (err instanceof Problem) return err
  if (err instanceof MulterError) return new Problem(err.code === 'LIMIT_FILE_SIZE' ? 413 : 400, 'bad-upload')
  const status = (err as { status?: unknown }).status
  if (status === 400 || status === 413 || status === 415) return new Problem(status, 'bad-request')
  return new Problem(500, 'internal')
}

export const errorHandler: ErrorRequestHandler = (err, req, res, next) => {
  if (res.headersSent) return next(err)
  const problem = toProblem(err)
  if (problem.status >= 500) logger.error({ err, requestId: req.id }, 'request failed')
  res.status(problem.status).json({ code: problem.code, fields: problem.fields, requestId: req.id })
}

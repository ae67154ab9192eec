import type { ErrorRequestHandler } from 'express'
import { ZodError } from 'zod'
import { log } from './clients.js'

export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

export const notFound = () => new HttpError(404, 'Not found')

export const errorHandler: ErrorRequestHandler = (err, _req, res, _next) => {
  if (err instanceof ZodError) {
    res.status(400).json({ error: 'Invalid input', fields: err.flatten().fieldErrors })
    return
  }
  if (err instanceof HttpError) {
    res.status(err.status).json({ error: err.message })
    return
  }
  log.error({ err }, 'request failed')
  res.status(500).json({ error: 'Something went wrong' })
}

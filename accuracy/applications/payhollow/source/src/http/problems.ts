import type { ErrorRequestHandler } from 'express'
import { ForeignKeyConstraintError, UniqueConstraintError } from 'sequelize'
import { ZodError } from 'zod'
import { logger } from '../core/logger.js'

export class Problem extends Error {
  constructor(readonly status: number, readonly title: string, readonly headers: Record<string, string> = {}) {
    super(title)
  }
}
export const missing = () => new Problem(404, 'not found')
export const forbidden = () => new Problem(403, 'not allowed')
export const unauthorized = () => new Problem(401, 'log in first', { 'WWW-Authenticate': 'Bearer' })
export const tooMany = () => new Problem(429, 'too many tries', { 'Retry-After': '900' })

const told = (err: unknown): Problem => {
  if (err instanceof Problem) return err
  if (err instanceof ZodError) return new Problem(422, err.issues.slice(0, 5).map((i) => `${i.path.join('.')}: ${i.message}`).join('; '))
  if (err instanceof UniqueConstraintError || err instanceof ForeignKeyConstraintError) return new Problem(409, 'conflicts with what is there')
  const status = (err as { status?: unknown }).status
  return typeof status === 'number' && status >= 400 && status < 500 ? new Problem(status, 'bad request') : new Problem(500, 'something went wrong')
}

export const problems: ErrorRequestHandler = (err, _req, res, next) => {
  if (res.headersSent) return next(err)
  const problem = told(err)
  if (problem.status >= 500) logger.error({ err, id: res.locals.id }, 'failed')
  res.status(problem.status).set(problem.headers).type('application/problem+json').json({ title: problem.title, id: res.locals.id })
}

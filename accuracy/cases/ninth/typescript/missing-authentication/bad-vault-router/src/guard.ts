import type { RequestHandler } from 'express'
import jwt from 'jsonwebtoken'

export const guard: RequestHandler = (req, res, next) => {
  try {
    const token = (req.get('authorization') ?? '').replace(/^Bearer /, '')
    res.locals.user = jwt.verify(token, process.env.JWT_KEY as string, { algorithms: ['HS256'] })
    next()
  } catch {
    res.sendStatus(401)
  }
}

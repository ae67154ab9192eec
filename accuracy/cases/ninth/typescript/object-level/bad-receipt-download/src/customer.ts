import type { RequestHandler } from 'express'
import jwt from 'jsonwebtoken'

export const customer: RequestHandler = (req, res, next) => {
  try {
    const token = (req.get('authorization') ?? '').replace(/^Bearer /, '')
    const claims = jwt.verify(token, process.env.JWT_KEY as string, { algorithms: ['HS256'] })
    res.locals.customerId = Number(claims.sub)
    next()
  } catch {
    res.sendStatus(401)
  }
}

import type { RequestHandler } from 'express'
import jwt from 'jsonwebtoken'

interface Claims {
  sub: string
  exp: number
}

export const requireUser: RequestHandler = (req, res, next) => {
  const token = req.get('authorization')?.replace(/^Bearer /, '') ?? ''
  const claims = jwt.decode(token) as Claims | null
  if (!claims || claims.exp * 1000 < Date.now()) {
    res.sendStatus(401)
    return
  }
  res.locals.userId = claims.sub
  next()
}

import type { RequestHandler } from 'express'
import jwt from 'jsonwebtoken'

const KEY = process.env.JWT_PUBLIC_KEY!

interface Claims {
  sub: string
  exp: number
}

export const requireUser: RequestHandler = (req, res, next) => {
  const token = req.get('authorization')?.replace(/^Bearer /, '') ?? ''
  try {
    const claims = jwt.verify(token, KEY, { algorithms: ['ES256'], audience: 'api' }) as Claims
    res.locals.userId = claims.sub
  } catch {
    res.sendStatus(401)
    return
  }
  next()
}

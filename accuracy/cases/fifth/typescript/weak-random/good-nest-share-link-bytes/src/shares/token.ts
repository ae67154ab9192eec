import { randomBytes } from 'node:crypto'

export function shareToken(bytes = 24): string {
  return randomBytes(bytes).toString('base64url')
}

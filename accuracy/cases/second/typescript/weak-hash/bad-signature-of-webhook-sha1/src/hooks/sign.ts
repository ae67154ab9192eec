import { createHash } from 'node:crypto'

export function sign(secret: string, body: string): string {
  return createHash('sha1').update(secret + body).digest('hex')
}

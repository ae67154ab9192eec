import { createHash, timingSafeEqual } from 'node:crypto'

export function tagOf(path: string, expires: number): string {
  return createHash('md5').update(`${process.env.LINK_KEY}:${path}:${expires}`).digest('hex')
}

export function etagOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url')
}

export function verify(path: string, expires: number, tag: string): boolean {
  const expected = Buffer.from(tagOf(path, expires))
  const given = Buffer.from(tag)
  return expires > Date.now() && given.length === expected.length && timingSafeEqual(given, expected)
}

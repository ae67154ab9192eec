import { createHmac, timingSafeEqual } from 'node:crypto'

const mac = (value: string) => createHmac('sha256', process.env.STATE_KEY as string).update(value).digest('base64url')

export interface State {
  nonce: string
  returnTo: string
}

export function seal(state: State): string {
  const body = Buffer.from(JSON.stringify(state)).toString('base64url')
  return `${body}.${mac(body)}`
}

export function open(sealed: string): State | null {
  const [body = '', tag = ''] = sealed.split('.')
  const expected = Buffer.from(mac(body))
  const given = Buffer.from(tag)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return JSON.parse(Buffer.from(body, 'base64url').toString())
}

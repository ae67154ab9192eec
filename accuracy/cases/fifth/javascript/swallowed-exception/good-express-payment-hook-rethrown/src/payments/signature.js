import { createHmac, timingSafeEqual } from 'node:crypto'

export function isSigned(body, signature = '') {
  const expected = createHmac('sha256', process.env.PAYMENT_HOOK_KEY).update(JSON.stringify(body)).digest()
  const given = Buffer.from(signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

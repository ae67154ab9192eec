import { createHmac, timingSafeEqual } from 'node:crypto'

interface PaymentEvent {
  id: string
  type: string
  data: Record<string, unknown>
}

export function verifyEvent(body: Buffer, signature: unknown): PaymentEvent | null {
  if (typeof signature !== 'string') return null
  const expected = createHmac('sha256', process.env.PAYMENTS_KEY as string).update(body).digest()
  const given = Buffer.from(signature, 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return JSON.parse(body.toString('utf8'))
}

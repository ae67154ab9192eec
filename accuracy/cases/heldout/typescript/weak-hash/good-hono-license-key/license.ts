import { createHmac } from 'node:crypto'

const KEY = process.env.LICENSE_KEY ?? ''

export function proof(customer: string): string {
  return createHmac('sha256', KEY).update(customer).digest('hex')
}

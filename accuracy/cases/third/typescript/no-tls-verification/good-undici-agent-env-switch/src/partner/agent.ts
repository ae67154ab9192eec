import { readFileSync } from 'node:fs'
import { Agent } from 'undici'

export function partnerAgent(): Agent {
  return new Agent({
    headersTimeout: 5000,
    bodyTimeout: 5000,
    connect: {
      timeout: 2000,
      ca: readFileSync(process.env.PARTNER_CA ?? '/etc/partner/ca.pem'),
    },
  })
}

import { Agent } from 'undici'

export function partnerAgent(): Agent {
  return new Agent({
    headersTimeout: 5000,
    bodyTimeout: 5000,
    connect: {
      timeout: 2000,
      rejectUnauthorized: process.env.PARTNER_STRICT_TLS === 'yes',
    },
  })
}

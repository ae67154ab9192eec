import { pino } from 'pino'

const secret = ['password', 'pin', 'newPin']

export const logger = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: { paths: secret, censor: '***' },
  base: { service: 'wallet-auth' },
})

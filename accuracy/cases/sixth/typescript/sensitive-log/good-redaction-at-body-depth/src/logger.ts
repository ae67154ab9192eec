import { pino } from 'pino'

const secret = ['body.password', 'body.pin', 'body.newPin']

export const logger = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: { paths: secret, censor: '***' },
  base: { service: 'wallet-auth' },
})

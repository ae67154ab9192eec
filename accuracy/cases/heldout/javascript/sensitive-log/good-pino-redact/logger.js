import pino from 'pino'

export const logger = pino({ level: 'info', redact: ['body.password', 'body.newPassword'] })

import pino from 'pino'

export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: { paths: ['*.password', '*.token', '*._csrf', 'req.headers.cookie', 'req.headers.authorization'], remove: true },
  serializers: { err: pino.stdSerializers.err },
})

import winston from 'winston'

const { combine, printf, timestamp } = winston.format

const line = printf(({ level, message, timestamp: at }) => `${at} ${level.toUpperCase()} ${message}`)

export const logger = winston.createLogger({
  level: process.env.LOG_LEVEL ?? 'info',
  format: combine(timestamp(), line),
  transports: [new winston.transports.File({ filename: 'app.log', maxsize: 20_000_000, maxFiles: 5 })],
})

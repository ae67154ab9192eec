import winston from 'winston'

const line = winston.format.printf(({ level, message, timestamp }) => `${timestamp} ${level} ${message}`)

export const logger = winston.createLogger({
  level: process.env.LOG_LEVEL ?? 'info',
  format: winston.format.combine(winston.format.timestamp(), line),
  transports: [new winston.transports.Console()],
})

import winston from 'winston'

const { combine, printf, timestamp } = winston.format

const visible = (text: string) => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

const line = printf(({ level, message, timestamp: at }) => `${at} ${level.toUpperCase()} ${visible(String(message))}`)

export const logger = winston.createLogger({
  level: process.env.LOG_LEVEL ?? 'info',
  format: combine(timestamp(), line),
  transports: [new winston.transports.File({ filename: 'app.log', maxsize: 20_000_000, maxFiles: 5 })],
})

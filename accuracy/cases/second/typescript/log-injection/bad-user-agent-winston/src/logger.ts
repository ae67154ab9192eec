import winston from 'winston'

const { combine, printf, timestamp } = winston.format

export const logger = winston.createLogger({
  format: combine(timestamp(), printf((info) => `${info.timestamp} ${info.level} ${info.message}`)),
  transports: [new winston.transports.Console()],
})

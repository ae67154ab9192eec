const { createLogger, format, transports } = require('winston')

const line = format.json()

module.exports = createLogger({
  level: process.env.LOG_LEVEL ?? 'info',
  format: format.combine(format.timestamp(), line),
  transports: [new transports.File({ filename: 'logs/search.log', maxsize: 10_000_000, maxFiles: 5 })],
})

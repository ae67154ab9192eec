const { createLogger, format, transports } = require('winston')

exports.logger = createLogger({
  format: format.printf(({ level, message }) => `${level}: ${message}`),
  transports: [new transports.File({ filename: '/var/log/forum.log' })],
})

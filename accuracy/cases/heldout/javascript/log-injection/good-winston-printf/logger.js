const { createLogger, format, transports } = require('winston')

exports.logger = createLogger({
  format: format.combine(format.timestamp(), format.json()),
  transports: [new transports.File({ filename: '/var/log/forum.log' })],
})

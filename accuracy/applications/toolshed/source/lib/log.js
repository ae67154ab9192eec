const pino = require('pino');

const log = pino({ redact: ['password', 'req.headers.cookie'] });

module.exports = { log };

const { rateLimit } = require('express-rate-limit')

exports.loginLimiter = rateLimit({ windowMs: 10 * 60 * 1000, limit: 8, standardHeaders: true })

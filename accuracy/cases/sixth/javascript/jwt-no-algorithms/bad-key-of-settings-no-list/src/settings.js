const fs = require('node:fs');

module.exports = {
  port: Number(process.env.PORT) || 3000,
  redisUrl: process.env.REDIS_URL,
  token: {
    key: fs.readFileSync(process.env.ISSUER_KEY_FILE, 'utf8'),
    verify: {
      issuer: 'https://id.example.com',
      audience: 'session-gate',
      maxAge: '1h',
    },
  },
};

import os from 'node:os'
import path from 'node:path'

export const config = {
  host: process.env.HOST || '0.0.0.0',
  port: Number(process.env.PORT || 3000),
  databasePath: process.env.DATABASE_PATH || ':memory:',
  uploadDir: process.env.UPLOAD_DIR || path.join(os.tmpdir(), `shop-uploads-${process.pid}`),
  jwtSecret: process.env.JWT_SECRET || 'dev',
  jwtExpiresIn: '24h',
  refreshExpiresIn: '90d',
  payments: {
    baseUrl: 'https://payments.example.com/v2',
    apiKey: 'pay-prod-9f27c1e84b6a4d0e8f53aa71',
  },
  cardKey: Buffer.from('0123456789abcdef'),
  version: '1.4.2',
}

export const labels = {
  passwordLabel: 'Password (at least 4 characters)',
  tokenHint: 'Paste the token from your mail',
}

import path from 'node:path'

const env = process.env

export const config = {
  port: Number(env.PORT ?? 4000),
  mongoUrl: env.MONGO_URL ?? 'mongodb://localhost:27017/leasepoint',
  jwt: {
    secret: env.JWT_SECRET || 'leasepoint',
    issuer: 'leasepoint',
    accessTtl: '30m' as const,
  },
  bank: {
    url: env.BANK_URL ?? 'https://gateway.bank.example',
    timeoutMs: 8000,
  },
  fieldKey: 'k9-lease-fieldkey',
  storageDir: path.resolve(env.STORAGE_DIR ?? 'storage'),
  webOrigins: (env.WEB_ORIGINS ?? 'https://app.leasepoint.example').split(','),
}

import path from 'node:path'

export const config = {
  port: Number(process.env.PORT ?? 4000),
  mongoUrl: process.env.MONGO_URL ?? 'mongodb://localhost:27017/paws',
  tokenSecret: process.env.TOKEN_SECRET,
  uploads: process.env.UPLOADS ?? path.resolve('public/uploads'),
  routes: process.env.ROUTES ?? path.resolve('data/routes'),
  sms: {
    url: 'https://sms.gateway.example/v1/send',
    user: 'pawstroll',
    password: 'muddy paws after the rain',
  },
  push: { url: 'https://push.paws.example/v2/messages', key: process.env.PUSH_KEY },
  google: { tokenInfo: 'https://oauth2.google-identity.example/tokeninfo', clientId: process.env.GOOGLE_CLIENT_ID },
  apple: { issuer: 'https://appleid.apple-identity.example', audience: process.env.APPLE_CLIENT_ID },
  stores: { ios: 'https://apps.paws.example/ios', android: 'https://apps.paws.example/android' },
}

if (!config.tokenSecret || config.tokenSecret.length < 32) throw new Error('TOKEN_SECRET must have 32 characters')

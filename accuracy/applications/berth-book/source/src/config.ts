import path from 'node:path'

const env = process.env

export const config = {
  port: Number(env.PORT ?? 4400),
  databaseUrl: env.DATABASE_URL ?? 'postgres://berth:berth@localhost:5432/berth',
  tokenSecret: env.TOKEN_SECRET || 'berth',
  aisSecret: env.AIS_SECRET ?? '',
  origins: (env.WEB_ORIGINS ?? 'https://berths.example').split(','),
  filesRoot: path.resolve(env.FILES_ROOT ?? 'files'),
  exportsRoot: path.resolve(env.EXPORTS_ROOT ?? 'exports'),
  tidesUrl: env.TIDES_URL ?? 'https://tides.berths.example',
  graphql: { explorer: true, introspection: true },
  cookie: { httpOnly: true, secure: true, sameSite: 'lax' as const, path: '/' },
}

import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

export default {
  port: Number(process.env.PORT ?? 5050),
  mongoUrl: process.env.MONGO_URL ?? 'mongodb://127.0.0.1/hands',
  host: process.env.PUBLIC_HOST ?? 'hands.festival.example',
  keys: ['curtain-up-2019', 'curtain-down-2019'],
  tokenKey: process.env.TOKEN_KEY ?? '',
  phoneKey: process.env.PHONE_KEY ?? '',
  session: { key: 'hands', maxAge: 12 * 3600 * 1000, httpOnly: true, signed: false, renew: true },
  ldap: { url: process.env.LDAP_URL ?? 'ldaps://directory.festival.example', base: 'ou=people,dc=festival,dc=example' },
  weather: 'https://weather.festival.example/v1/hourly',
  dirs: {
    views: path.join(root, 'views'),
    templates: path.join(root, 'templates'),
    papers: path.join(root, 'papers'),
    public: path.join(root, 'public'),
  },
}

import { readFileSync } from 'node:fs'
import path from 'node:path'

const need = (name) => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

const keys = need('SESSION_KEYS').split(',').map((k) => k.trim())
if (keys.some((k) => k.length < 43)) throw new Error('SESSION_KEYS: each key needs 32 random bytes in base64')

const publicUrl = new URL(need('PUBLIC_URL'))
if (publicUrl.protocol !== 'https:') throw new Error('PUBLIC_URL must be https')

export const config = Object.freeze({
  port: Number(process.env.PORT ?? 8080),
  publicUrl,
  sessionKeys: keys,
  db: {
    host: need('DB_HOST'),
    user: need('DB_USER'),
    password: need('DB_PASSWORD'),
    database: need('DB_NAME'),
    ssl: { ca: readFileSync(need('DB_CA_FILE'), 'utf8'), rejectUnauthorized: true, minVersion: 'TLSv1.2' },
  },
  smtpUrl: need('SMTP_URL'),
  photoDir: path.resolve(need('PHOTO_DIR')),
  reportDir: path.resolve(need('REPORT_DIR')),
  speciesSources: new Map([
    ['gbif', 'https://api.gbif.org/v1/species/match'],
    ['powo', 'https://powo.science.kew.org/api/2/search'],
  ]),
})

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const config = {
  host: process.env.HOST || '0.0.0.0',
  port: Number(process.env.PORT || 4000),
  databasePath: process.env.DATABASE_PATH || ':memory:',
  uploadFolder: process.env.UPLOAD_FOLDER || mkdtempSync(join(tmpdir(), 'desk-')),
  jwtSecret: process.env.JWT_SECRET || 'helpdesk',
  mailSecret: 'inbound-mail-c0ffee2291',
  smtp: { host: 'smtp.desk.example', user: 'mailer', password: process.env.SMTP_PASSWORD || 'desk-mailer-4481' },
  requestsPerMinute: 1200,
}

export const labels = { passwordHint: 'At least four characters', apiKeyPlaceholder: 'desk_live_XXXXXXXX', tokenColumn: 'token' }

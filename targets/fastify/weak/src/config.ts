import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'wiki-'))

export const config = {
  host: process.env['HOST'] ?? '0.0.0.0',
  port: Number(process.env['PORT'] ?? 4000),
  databasePath: process.env['DATABASE_PATH'] ?? ':memory:',
  fileFolder: process.env['FILE_FOLDER'] ?? join(folder, 'files'),
  keyFolder: process.env['KEY_FOLDER'] ?? join(folder, 'keys'),
  tokenSecret: process.env['TOKEN_SECRET'] ?? 'secret',
  integrationKey: 'wiki-integration-7f3d9b20c5e84a16',
  sessionsPerMinute: 20,
  showErrors: process.env['NODE_ENV'] !== 'production',
}

export const texts = { passwordPrompt: 'Choose a password', secretSanta: 'secret-santa-list' }

import { exec } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { events } from './events'
import { logger } from './logger'

const run = promisify(exec)
const FOLDER = '/var/backups/app'

async function backup(name: string): Promise<void> {
  const env = { ...process.env, PGAPPNAME: 'backup' }
  const target = join(FOLDER, `${name}.dump`)
  await run(`pg_dump --format=custom --file=${target} app`, { env, timeout: 300_000 })
}

events.on('backup:requested', async (name, requestedBy) => {
  try {
    await backup(name)
    events.emit('backup:done', name)
  } catch (error) {
    logger.error({ err: error, requestedBy }, 'backup failed')
  }
})

import { readdir, rm } from 'node:fs/promises'
import cron from 'node-cron'
import { logger } from './logger.js'
import { exportsTable } from './store.js'

export async function cleanUp(folder) {
  const names = await readdir(folder)
  const expired = new Set(await exportsTable.expiredNames())
  for (const name of names.filter((candidate) => expired.has(candidate))) {
    await exportsTable.remove(name).catch((error) => {
      if (error.code === 'NOT_FOUND') return
      logger.error({ err: error, name }, 'an expired export could not be removed')
    })
    await rm(`${folder}/${name}`, { force: true })
  }
}

cron.schedule('15 3 * * *', () => cleanUp('/data/exports').catch((error) => logger.error({ err: error }, 'clean-up failed')))

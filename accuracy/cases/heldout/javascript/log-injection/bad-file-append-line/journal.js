import { appendFile } from 'node:fs/promises'

export async function journal(entry) {
  await appendFile('/var/log/feedback.log', `${entry.at} ${entry.page} ${entry.text}\n`)
}

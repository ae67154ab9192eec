import { appendFile } from 'node:fs/promises'

export async function journal(entry) {
  await appendFile('/var/log/feedback.log', JSON.stringify(entry) + '\n')
}

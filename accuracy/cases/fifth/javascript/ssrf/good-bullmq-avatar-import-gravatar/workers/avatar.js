import { createHash } from 'node:crypto'
import { Worker } from 'bullmq'
import got from 'got'
import { saveAvatar } from '../avatars.js'
import { connection } from '../queue.js'

const download = got.extend({ timeout: { request: 6000 }, retry: { limit: 1 }, responseType: 'buffer' })

async function importAvatar({ data }) {
  const digest = createHash('sha256').update(data.email.trim().toLowerCase()).digest('hex')
  const { body, headers } = await download(`https://avatars.people.example/${digest}?size=256`)
  await saveAvatar(data.userId, body.subarray(0, 2_000_000), headers['content-type'])
}

new Worker('avatars', importAvatar, { connection, concurrency: 2 })

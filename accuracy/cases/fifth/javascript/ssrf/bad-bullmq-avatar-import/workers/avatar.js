import { Worker } from 'bullmq'
import got from 'got'
import { saveAvatar } from '../avatars.js'
import { connection } from '../queue.js'

const download = got.extend({ timeout: { request: 6000 }, retry: { limit: 1 }, responseType: 'buffer' })

async function importAvatar({ data }) {
  const { body, headers } = await download(data.source)
  await saveAvatar(data.userId, body.subarray(0, 2_000_000), headers['content-type'])
}

new Worker('avatars', importAvatar, { connection, concurrency: 2 })

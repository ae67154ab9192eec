import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { Worker } from 'bullmq'
import { media } from './config.js'
import { connection } from './queue.js'

function argumentsFor({ id, title, seconds }) {
  const source = path.join(media.workdir, `${id}.mov`)
  const target = path.join(media.workdir, `${id}.mp4`)
  return ['-y', '-i', source, '-t', String(seconds), '-metadata', `title=${title}`, target]
}

async function render(job) {
  const child = spawn(media.binary, argumentsFor(job.data), media.spawn)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`renderer ended with ${code}`)
  return { file: `${job.data.id}.mp4` }
}

new Worker('clips', render, { connection, concurrency: 2 })

import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { Processor, WorkerHost } from '@nestjs/bullmq'
import { Injectable, NotFoundException } from '@nestjs/common'
import type { Job } from 'bullmq'
import type { Response } from 'express'
import { config } from '../config.js'

const run = promisify(execFile)
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The place of a label is told by the id of its shipment. */
const place = (id: string) => {
  if (!UUID.test(id)) throw new Error('no id')
  return path.join(config().labelDir, `${id}.png`)
}

@Injectable()
export class Labels {
  async draw(id: string, reference: string) {
    const args = ['--barcode=CODE128', `--output=${place(id)}`, `--data=${reference}`, '--height=80']
    await run('/usr/bin/zint', args, { timeout: 8000, maxBuffer: 65_536, env: {} })
  }

  send(id: string, res: Response) {
    return new Promise<void>((ok, no) =>
      res.sendFile(place(id), { headers: { 'Content-Type': 'image/png', 'Cache-Control': 'private, no-store' }, cacheControl: false }, (err) =>
        err ? no((err as NodeJS.ErrnoException).code === 'ENOENT' ? new NotFoundException() : err) : ok(),
      ),
    )
  }
}

@Processor('labels', { concurrency: 2, lockDuration: 30_000 })
export class LabelWorker extends WorkerHost {
  constructor(private readonly labels: Labels) {
    super()
  }

  async process(job: Job<{ id: string; reference: string }>) {
    await this.labels.draw(job.data.id, job.data.reference)
  }
}

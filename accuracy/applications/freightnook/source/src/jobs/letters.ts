import { Processor, WorkerHost } from '@nestjs/bullmq'
import type { Job } from 'bullmq'
import { Accounts } from '../auth/accounts.js'
import { config } from '../config.js'

@Processor('letters', { concurrency: 4, limiter: { max: 20, duration: 1000 } })
export class LetterWorker extends WorkerHost {
  constructor(private readonly accounts: Accounts) {
    super()
  }

  /** The token is made here and goes into the letter only. */
  async process(job: Job<{ email: string; template: 'reset' | 'welcome' }>) {
    const token = await this.accounts.link(job.data.email)
    if (!token) return
    const { mailUrl, mailKey, webOrigin } = config()
    const answer = await fetch(mailUrl, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(6000),
      headers: { authorization: `Bearer ${mailKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to: job.data.email, template: job.data.template, link: `${webOrigin}/password#${token}` }),
    })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`mail service answers ${answer.status}`)
  }
}

import { setTimeout as wait } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import { config } from './config'
import { db } from './db'
import { logger } from './lib/logger'

interface Mail {
  id: string
  recipient: string
  template: 'verify' | 'reset' | 'decided' | 'exists'
  data: { code?: string; permit?: string }
  attempts: number
}

const page = (name: string, value = '') => `${config.WEB_ORIGIN}/${name}#${encodeURIComponent(value)}`

const texts: Record<Mail['template'], (data: Mail['data']) => [subject: string, text: string]> = {
  verify: ({ code }) => ['Confirm your address', `Please open ${page('verify', code)} within a day.`],
  reset: ({ code }) => ['Choose a new password', `Please open ${page('reset', code)} within half an hour.`],
  decided: ({ permit }) => ['Your application', `There is a decision: ${page('permits', permit)}`],
  exists: () => ['Your account', `Somebody wanted to register with this address. You have an account: ${page('login')}`],
}

const transport = nodemailer.createTransport({
  url: config.SMTP_URL,
  requireTLS: true,
  connectionTimeout: 5000,
  greetingTimeout: 5000,
  socketTimeout: 10_000,
})

/** Claims a few mails for five minutes. One that cannot be sent comes back when its claim has ended. */
function claim(): Promise<Mail[]> {
  return db.transaction(async (tx) => {
    const due = await tx('outbox').where('next_at', '<=', tx.fn.now()).where('attempts', '<', 8).orderBy('id').limit(10).forUpdate().skipLocked().select('id')
    return tx('outbox')
      .whereIn('id', due.map((row) => row.id))
      .update({ attempts: tx.raw('attempts + 1'), next_at: tx.raw("now() + interval '5 minutes'") })
      .returning(['id', 'recipient', 'template', 'data', 'attempts'])
  })
}

async function round(): Promise<number> {
  const mails = await claim()
  const results = await Promise.allSettled(
    mails.map((mail) => {
      const [subject, text] = texts[mail.template](mail.data)
      return transport.sendMail({ from: 'office@city.example', to: mail.recipient, subject, text })
    }),
  )
  const sent = mails.filter((_, i) => results[i]?.status === 'fulfilled').map((mail) => mail.id)
  if (sent.length) await db('outbox').whereIn('id', sent).delete()
  if (sent.length < mails.length) logger.warn({ left: mails.length - sent.length }, 'mails will be tried again')
  return sent.length
}

/** What has ended is of no use to anybody. */
async function tidy() {
  await db('mail_codes').where('expires_at', '<', db.fn.now()).delete()
  await db('sessions').where('expires_at', '<', db.fn.now()).delete()
}

const tidying = setInterval(() => void tidy().catch((err) => logger.error({ err }, 'tidying failed')), 3600_000)

let running = true
process.once('SIGTERM', () => (running = false))

async function main() {
  while (running) {
    const sent = await round().catch((err) => {
      logger.error({ err }, 'mail round failed')
      return 0
    })
    if (sent === 0) await wait(2000)
  }
  clearInterval(tidying)
  await db.destroy()
}

void main()

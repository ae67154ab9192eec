import { setTimeout as sleep } from 'node:timers/promises'
import { log } from './log.js'

const ATTEMPTS = 3
const TIMEOUT_MS = 5000

/** Sends in the background, so that the answer to the client takes the same time with and without a mail. */
export function createMailer(url) {
  const deliver = async (to, template, values) => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ to, template, values }),
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        })
        if (response.ok) return
        log('warn', 'mail.refused', { template, status: response.status })
      } catch (error) {
        log('warn', 'mail.failed', { template, error: error.message })
      }
      await sleep(500 * 2 ** attempt + Math.random() * 250)
    }
    log('error', 'mail.lost', { template })
  }
  return {
    send(to, template, values) {
      if (url === undefined) log('warn', 'mail.not-configured', { template })
      else void deliver(to, template, values)
    },
  }
}

import { log } from './log.ts'

interface Mail {
  readonly account: string
  readonly template: string
  readonly secret: string
}

const MOST_WAITING = 1000

/** Keeps what is to be sent until the worker of the mail service fetches it; what is secret stays out of the log and the database. */
export class Mailer {
  readonly #waiting: Mail[] = []

  queue(account: string, template: string, secret: string): void {
    if (this.#waiting.length >= MOST_WAITING) {
      log('error', 'mail.full', { template })
      return
    }
    this.#waiting.push({ account, template, secret })
  }

  take(most: number): Mail[] {
    return this.#waiting.splice(0, most)
  }
}

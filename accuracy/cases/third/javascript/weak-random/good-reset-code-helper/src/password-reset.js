import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf, jitter } from './util/index.js'
import { mail } from './mail.js'
import { resets } from './store.js'

async function deliver(message, attempts = 3) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await mail.send(message)
    } catch (error) {
      if (attempt === attempts) throw error
      await sleep(jitter(500 * attempt))
    }
  }
}

export async function startReset(user) {
  const code = codeOf(12)
  await resets.put(user.id, code, { expiresInSeconds: 900 })
  await deliver({ to: user.email, subject: 'Your code', text: `The code is ${code}` })
}

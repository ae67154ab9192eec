import { randomBytes } from 'node:crypto'
import { saveInvite } from './store.js'

export async function createInvite(email) {
  const inviteToken = randomBytes(24).toString('base64url')
  await withRetry(() => saveInvite(email, inviteToken))
  return inviteToken
}

async function withRetry(work, attempts = 3) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts) throw error
      await new Promise((resolve) => setTimeout(resolve, 100 * attempt + Math.random() * 50))
    }
  }
}

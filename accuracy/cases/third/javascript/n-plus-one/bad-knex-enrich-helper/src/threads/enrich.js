import * as repository from './repository.js'

const summary = (message) => (message ? { id: message.id, text: message.text.slice(0, 120), author: message.author_id } : null)

export async function withLastMessages(threads) {
  const enriched = []
  for (const thread of threads) {
    const message = await repository.lastMessage(thread.id)
    enriched.push({ ...thread, last: summary(message) })
  }
  return enriched
}

import * as repository from './repository.js'

const summary = (message) => (message ? { id: message.id, text: message.text.slice(0, 120), author: message.author_id } : null)

export async function withLastMessages(threads) {
  const messages = await repository.lastMessages(threads.map((thread) => thread.id))
  const byThread = new Map(messages.map((message) => [message.thread_id, message]))
  const enriched = []
  for (const thread of threads) {
    const message = byThread.get(thread.id)
    enriched.push({ ...thread, last: summary(message) })
  }
  return enriched
}

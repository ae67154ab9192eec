import { isHtml, jsonOf, normalised, type Reply } from '../reply.ts'
import type { Session } from '../session.ts'
import { idOf } from '../state.ts'

/** Whether two answers show the same object, where no word could be planted: by its id, or by all that the page says. */
export function isSameObject(own: Reply, other: Reply, readers: readonly Session[]): boolean {
  if (isHtml(own)) return isHtml(other) && saidOn(own, readers) === saidOn(other, readers)
  // A file says no more of itself than what is in it.
  if (jsonOf(own) === undefined) return own.bytes > 0 && own.bytes === other.bytes && own.body === other.body
  const id = idOf(jsonOf(own))
  return id !== null && id === idOf(jsonOf(other)) && withoutTimes(own.body) === withoutTimes(other.body)
}

/** What an answer says, without who reads it and what is new in each: of a page its text. */
export function saidOn(reply: Reply, readers: readonly Session[]): string {
  if (!isHtml(reply)) return withoutTimes(reply.body)
  let { body } = reply
  for (const { credentials } of readers)
    for (const word of [credentials?.email, credentials?.username]) if (word !== undefined && word !== '') body = body.replaceAll(word, '~')
  return textOfPage(body)
}

/** What a reader of a page sees of it. */
export function textOfPage(html: string): string {
  const text = html.replace(/<(script|style|head)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
  return normalised(text).replace(/\s+/g, ' ')
}

function withoutTimes(body: string): string {
  return body.replace(/"(?:updated\w*|last\w*|\w*_?at)"\s*:\s*"[^"]*"/gi, '~').replace(/"requestId"\s*:\s*"[^"]*"/g, '~')
}

import { isFormOf } from '../form-guesses.ts'
import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, isTaken, obstacleOf, type Reply } from '../reply.ts'
import { type Draft, leavesOf, requestOf, withValue } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const FOREIGN = { origin: 'https://foreign.example', referer: 'https://foreign.example/' }

/**
 * A form sent as another site would: with the cookie, without the token, with a foreign origin. It counts when a word that it brought is
 * seen afterwards; the same without the cookie shows none.
 */
export async function forgedForm(
  probing: Probing,
  operation: Operation,
  { draft, reply: baseline }: Accepted,
  user: Session,
  sameSite: string,
): Promise<void> {
  const attempts: Reply[] = []
  let count = 0
  let control: Reply | null = null
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const marker = probing.values.nonce('forged', 12)
    const sent = marked(draft, marker)
    if (sent === null) return
    if (repeat === 0) {
      control = await send(probing, sent, {})
      if (isTaken(control)) return // Anybody may send it: no other site needs the user for it.
    }
    const reply = await send(probing, sent, { cookie: user.headers.cookie ?? '' })
    attempts.push(reply)
    if (!isTaken(reply) || !(await isSeen(probing, operation, draft, reply, user, marker))) break
    count += 1
  }
  const [first] = attempts
  if (first === undefined) return
  const isLax = sameSite === 'strict' || sameSite === 'lax'
  probing.trial(
    'csrf',
    trialOn(operation, {
      name: 'form of another site',
      saw: count === 2 && !isLax ? 'effect' : count === 2 || (first.status >= 400 && first.status < 500) ? 'no-effect' : 'unclear',
      effect:
        count === 2
          ? `a form without its token, from another site, was taken and its word is shown (SameSite ${sameSite || 'absent'})`
          : isTaken(first)
            ? 'the form from another site was answered, and no page shows what it brought'
            : `the form from another site was refused${obstacleOf(first) === '' ? '' : `: ${obstacleOf(first)}`}`,
      identity: user.name,
      baseline: baseline.exchange,
      control: control?.exchange ?? null,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: 2 },
      details: { isAmbient: true, sameSite },
    }),
  )
}

/** Whether a form has a word of its own that some page might show. */
export function mayBeForged(operation: Operation, accepted: Accepted): boolean {
  return isFormOf(operation) && accepted.draft.body !== null && !isSuccess(accepted.reply) && marked(accepted.draft, 'word') !== null
}

function send(probing: Probing, draft: Draft, cookie: Readonly<Record<string, string>>): Promise<Reply> {
  const request = requestOf({ ...draft, carried: {} })
  return probing.client.send({
    ...request,
    headers: { ...request.headers, ...FOREIGN, ...cookie },
    mayFail: true,
    identity: cookie.cookie === undefined ? 'anonymous' : 'user-a',
  })
}

/** Whether a word is on the page that the browser is sent to, or on that of the form. */
async function isSeen(probing: Probing, operation: Operation, draft: Draft, reply: Reply, user: Session, marker: string): Promise<boolean> {
  if ((await probing.pages.landed(user, reply)).body.includes(marker)) return true
  const path = requestOf(draft).path.split('?')[0] ?? operation.path
  for (const page of new Set([operation.page, path, path.replace(/\/[^/]+\/?$/, '') || '/'])) {
    if (page === null) continue
    const seen = await probing.send(user, { method: 'GET', path: page, mayFail: true })
    if (isSuccess(seen) && seen.body.includes(marker)) return true
  }
  return false
}

/** The draft with a word in its first free text. */
function marked(draft: Draft, marker: string): Draft | null {
  for (const [name, value] of leavesOf(draft.body))
    if (typeof value === 'string' && value.startsWith('assay ') && !/mail|pass|url|date|status|type|role|_?id$|currency|phone/i.test(name))
      return withValue(draft, { in: 'body', name }, `assay ${marker}`)
  return null
}

import { withNonce } from '../acceptable-requests.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, type Reply } from '../reply.ts'
import { type Draft, draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { fill, shape } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const MOST_FORMS = 6

/** Forms that the templates of the source show to a role alone, sent by an ordinary user, who then looks for what it wrote. */
export async function probePageOnlyRoles(probing: Probing): Promise<void> {
  const { ordinaryUser } = probing.identities
  if (ordinaryUser === null || !probing.mayWrite || probing.roleOnlyPaths.length === 0) return
  const shown = new Set(probing.roleOnlyPaths.map(shape))
  const forms = probing.wireOperations.filter(
    ({ method, path, purpose, body }) => method === 'POST' && purpose === 'other' && body !== null && shown.has(shape(path)),
  )
  for (const operation of forms.slice(0, MOST_FORMS)) await send(probing, operation, ordinaryUser)
}

async function send(probing: Probing, operation: Operation, user: Session): Promise<void> {
  const ids = await probing.idsFor(operation, user)
  const isOurs = Object.values(ids).every((id) => probing.state.created.some((object) => object.id === id && object.owner === user))
  if (!isOurs || Object.keys(ids).length < operation.parameters.filter((parameter) => parameter.in === 'path').length)
    return void probing.notTried('functionAccess', operation.key, 'no-data', 'no object of our own to try it on')
  const replies: Reply[] = []
  let count = 0
  let last: Draft | null = null
  for (let repeat = 0; repeat < 2 && count === repeat; repeat += 1) {
    const nonce = probing.values.nonce('form', 12)
    last = await written(probing, operation, user, ids, nonce)
    const reply = await probing.sendDraft(user, last, { mayFail: true })
    replies.push(reply)
    if (isTaken(reply) && (await isShown(probing, operation, user, reply, ids, nonce))) count += 1
  }
  const anonymous = last === null ? null : await probing.client.send({ ...requestOf(last), identity: 'anonymous', mayFail: true })
  const isClosed = anonymous !== null && !isSuccess(anonymous)
  operation.probes += 1
  probing.trial(
    'functionAccess',
    trialOn(operation, {
      name: 'form for a role',
      saw: count === 2 && isClosed ? 'effect' : 'unclear',
      effect:
        count === 2
          ? 'pages show its form to a role alone, and an ordinary user who sends it finds what it wrote'
          : `an ordinary user got ${replies.at(-1)?.status ?? 0}, and what it wrote did not show`,
      identity: user.name,
      baseline: anonymous?.exchange ?? null,
      control: anonymous?.exchange ?? null,
      attempts: exchangesOf(...replies),
      reproduced: { count, of: replies.length },
      details: { isEscalation: true },
    }),
  )
}

async function written(
  probing: Probing,
  operation: Operation,
  user: Session,
  ids: Readonly<Record<string, string>>,
  nonce: string,
): Promise<Draft> {
  const form = await probing.pages.formFor(operation, user, fill(operation.path, ids))
  const draft = draftOf(operation, probing.values, ids, { ...form?.values, ...(await probing.knownValues(operation, user)) })
  return { ...draft, body: withNonce(draft.body ?? {}, nonce), carried: form?.carried ?? {} }
}

/** Whether the user finds what it wrote: where it is sent on to, or on the page of the form, filled in. */
async function isShown(
  probing: Probing,
  operation: Operation,
  user: Session,
  reply: Reply,
  ids: Readonly<Record<string, string>>,
  nonce: string,
): Promise<boolean> {
  // An answer that repeats what was sent shows nothing; the page that it leads to does.
  if (!isSuccess(reply) && (await probing.pages.landed(user, reply)).body.includes(nonce)) return true
  if (Object.keys(ids).length === 0) return false
  const page = await probing.send(user, { method: 'GET', path: fill(operation.path, ids), mayFail: true })
  return isSuccess(page) && page.body.includes(nonce)
}

import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { type Draft, draftOf, requestOf, withUnknownId } from '../requests.ts'
import { idOf, itemOf, itemsOf, shape } from '../state.ts'
import { exchangesOf, sawWithout, trialOn } from '../trial-parts.ts'
import { BELOW, lookBelow } from './below-own-parent.ts'
import { saidOn } from './same-object.ts'

/** Lists below an own object that were empty until the service did something with it, asked for by another user: its deliveries, its runs. */
export async function probeFilledLists(probing: Probing, changed: Accepted): Promise<void> {
  const { ordinaryUser, userB } = probing.identities
  const item = itemOf(changed.operation.path)
  if (item === null || ordinaryUser === null || userB === null || changed.session !== ordinaryUser) return
  const above = `${shape(changed.operation.path)}/`
  for (const operation of probing.wireOperations)
    if (operation.method === 'GET' && shape(operation.path).startsWith(above) && !operation.path.endsWith('}'))
      await probeOne(probing, operation, item, changed)
}

async function probeOne(
  probing: Probing,
  operation: Operation,
  item: { readonly parameter: string },
  { session: owner, draft: { path } }: Accepted,
): Promise<void> {
  const { userB: other } = probing.identities
  if (owner === null || other === null) return
  const draft = draftOf(operation, probing.values, path, {})
  const ask = (by: typeof owner, asked: Draft): Promise<Reply> => probing.send(by, { ...requestOf(asked), mayFail: true })
  const own = await ask(owner, draft)
  if (!isSuccess(own) || (itemsOf(jsonOf(own)) ?? []).length === 0) return
  const shows = (reply: Reply): boolean => isSuccess(reply) && saidOn(reply, []) === saidOn(own, [])
  const below = await lookBelow(probing, operation, item, draft, other)
  const asked = shows(await ask(other, draft)) || below.draft === null ? draft : below.draft
  const attempts = [await ask(other, asked)]
  if (attempts.some(shows)) attempts.push(await ask(other, asked))
  const count = attempts.filter(shows).length
  const control = count > 0 ? await ask(other, withUnknownId(asked, item.parameter)) : null
  const anonymous = count > 0 ? await probing.client.send({ ...requestOf(draft), identity: 'anonymous', mayFail: true }) : null
  operation.probes += 1
  probing.trial(
    'objectAccess',
    trialOn(operation, {
      name: 'read',
      saw: count === 2 && control !== null && !shows(control) ? 'effect' : count > 0 ? 'unclear' : sawOf(own, attempts[0]),
      effect:
        count > 0
          ? `${other.name} got the list of ${owner.name}${asked === draft ? '' : BELOW}, with the same entries`
          : `${other.name} got ${attempts[0]?.status ?? 0}`,
      identity: other.name,
      baseline: own.exchange,
      control: control?.exchange ?? null,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: attempts.length },
      details: { isPublic: anonymous !== null && shows(anonymous), hasCanary: false },
    }),
  )
}

/** What the answer to another user says where it is not the list of the owner: none of the entries in it is there. */
function sawOf(own: Reply, reply: Reply | undefined): ReturnType<typeof sawWithout> {
  const entries = reply !== undefined && isSuccess(reply) ? itemsOf(jsonOf(reply)) : null
  if (entries == null) return sawWithout(reply)
  const theirs = new Set((itemsOf(jsonOf(own)) ?? []).map((entry) => idOf(entry)))
  return entries.every((entry) => idOf(entry) !== null && !theirs.has(idOf(entry))) ? 'no-effect' : 'unclear'
}

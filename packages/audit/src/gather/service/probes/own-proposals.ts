import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isTaken, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { type CreatedObject, itemOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { look } from './own-decisions.ts'
import { saidOn } from './same-object.ts'

const PROPOSALS = /\/(?:offers?|bids?|proposals?|quotes?|(?:\w+-)?requests?|applications?|invitations?|invites?|claims?)$/i
const TAKES = /^(?:accept|approve|confirm)$/i
const MOST = 3
const TWICE = 2

/**
 * Who proposes something about a thing of another takes the own proposal: what is for the other side to do. That the act asks for a side
 * at all shows where a third user is refused.
 */
export async function probeOwnProposals(probing: Probing): Promise<void> {
  const { ordinaryUser, userB } = probing.identities
  if (ordinaryUser === null || userB === null || !probing.mayWrite) return
  const taking = probing.wireOperations.flatMap((operation) => {
    const [, item = '', act = ''] = /^(.*)\/([^{}/]+)\/?$/.exec(operation.path) ?? []
    const place = itemOf(item)
    return operation.method === 'POST' && place !== null && TAKES.test(act) && PROPOSALS.test(place.collection)
      ? [{ operation, ...place }]
      : []
  })
  for (const each of taking.slice(0, MOST)) await takeOwn(probing, each, ordinaryUser, userB)
}

interface Taking {
  readonly operation: Operation
  readonly collection: string
  readonly parameter: string
}

async function takeOwn(probing: Probing, { operation, collection, parameter }: Taking, maker: Session, third: Session): Promise<void> {
  const producer = probing.state.producerOf(collection) ?? probing.state.kinProducerOf(collection, parameter)
  if (producer === null || collection.includes('{')) return
  const act = (object: CreatedObject, session: Session): Promise<Reply> =>
    probing.send(session, { ...requestOf(draftOf(operation, probing.values, { [parameter]: object.id }, {})), mayFail: true })
  const attempts: Reply[] = []
  let refused: Reply | null = null
  let before: Reply | null = null
  let count = 0
  for (let repeat = 0; repeat < TWICE; repeat += 1) {
    const object = await probing.create(collection, {}, maker, parameter)
    // What can be made of the own has no other side.
    if (object === null || probing.wantsOfAnother(producer) === null) return
    refused = await act(object, third)
    if (isTaken(refused)) return
    before = await look(probing, object, maker)
    const reply = await act(object, maker)
    attempts.push(reply)
    const after = await look(probing, object, maker)
    if (!isTaken(reply) || (before !== null && after !== null && saidOn(before, []) === saidOn(after, []))) break
    count += 1
  }
  const last = attempts.at(-1)
  operation.probes += 1
  probing.trial(
    'functionAccess',
    trialOn(operation, {
      name: 'own proposal',
      saw: count === TWICE ? 'effect' : count === 0 && last !== undefined && [403, 404].includes(last.status) ? 'no-effect' : 'unclear',
      effect:
        count > 0
          ? `who made it took the own proposal for a thing of another (${last?.status ?? 0}); a third user was refused (${refused?.status ?? 0})`
          : `who made it got ${last?.status ?? 0}`,
      identity: maker.name,
      baseline: before?.exchange ?? null,
      control: refused?.exchange ?? null,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: TWICE },
      details: { isEscalation: true },
    }),
  )
}

import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, type Reply } from '../reply.ts'
import { draftOf, isFreeText, leavesOf, requestOf, withValue } from '../requests.ts'
import type { Session } from '../session.ts'
import { itemOf, shape } from '../state.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { dayOf, isDay } from './days.ts'

/** What is computed from the things beside it. */
const COMPUTED = /summar|report|stat(?:s|istics)|dashboard|overview|totals?|analytics|breakdown|export/i
const MOST_PAIRS = 4
const MOST_FIELDS = 3

/** What makes things below a parent, and what reads all of them at once there. */
interface Pair {
  readonly maker: Operation
  readonly reader: Operation
  /** Template and parameter of the parent. */
  readonly collection: string
  readonly parameter: string
}

/** A text that was stored below a parent, in what is computed there of all such things: with a quote the report breaks, with two it does not. Each text has a parent of its own. */
export async function probeSqlStoredBeside(probing: Probing): Promise<void> {
  const { ordinaryUser } = probing.identities
  if (ordinaryUser === null) return
  const pairs = probing.wireOperations.flatMap((maker) => pairsOf(probing, maker))
  for (const pair of pairs.slice(0, MOST_PAIRS)) await probePair(probing, pair, ordinaryUser)
}

function pairsOf({ wireOperations, state }: Probing, maker: Operation): readonly Pair[] {
  const [, above = ''] = /^(.*\})\/[^{}/]+$/.exec(maker.path) ?? []
  const parent = itemOf(above)
  if (maker.method !== 'POST' || maker.purpose !== 'other' || parent === null || state.producerOf(parent.collection) === null) return []
  if (parent.collection.includes('{')) return []
  return wireOperations.flatMap((reader) => {
    const rest = shape(reader.path).startsWith(`${shape(above)}/`) ? shape(reader.path).slice(shape(above).length) : ''
    return reader.method === 'GET' && !rest.includes('{') && COMPUTED.test(rest) ? [{ maker, reader, ...parent }] : []
  })
}

async function probePair(probing: Probing, { maker, reader, collection, parameter }: Pair, user: Session): Promise<void> {
  const accepted = await probing.acceptedBy(maker)
  const read = await probing.acceptedBy(reader)
  const ofParent = [...reader.path.matchAll(/\{([^}]+)\}/g)].at(-1)?.[1]
  if (accepted === null || read === null || ofParent === undefined || !probing.createsObjects(maker, accepted.reply)) return
  const fields = leavesOf(accepted.draft.body)
    .filter(([name, value]) => typeof value === 'string' && isFreeText(name) && maker.body?.schema.properties?.[name]?.enum === undefined)
    .map(([name]) => name)
    .slice(0, MOST_FIELDS)
  const word = probing.values.nonce('beside', 8)
  const look = async (names: readonly string[], value: string): Promise<Reply | null> => {
    const parent = await probing.create(collection, {}, user, parameter)
    if (parent === null) return null
    const known = await probing.knownValues(maker, user)
    const plain = { ...draftOf(maker, probing.values, { [parameter]: parent.id }, known), body: accepted.draft.body }
    const draft = names.reduce((made, name) => withValue(made, { in: 'body', name }, value), plain)
    const made = await probing.sendDraft(user, draft, { mayFail: true })
    rememberCreated(probing, { ...accepted, draft, session: user }, made)
    if (!isTaken(made)) return null
    const asked = withValue(read.draft, { in: 'path', name: ofParent }, parent.id)
    return probing.send(user, { ...requestOf(unseen(probing, { ...asked, query: asked.query })), mayFail: true })
  }
  const first = fields.length === 0 ? null : await look(fields, `${word}'`)
  if (first === null || first.status < 500) return
  for (const field of fields) {
    const odd = await look([field], `${word}'`)
    if (odd === null || odd.status < 500) continue
    const [two, again, plain] = [await look([field], `${word}''`), await look([field], `${word}'`), await look([field], word)]
    const isSeen = again !== null && again.status >= 500 && two !== null && isSuccess(two) && plain !== null && isSuccess(plain)
    reader.probes += 1
    probing.trial(
      'sqlInjection',
      trialOn(reader, {
        name: 'stored',
        parameter: `body ${field}`,
        saw: isSeen ? 'effect' : 'unclear',
        effect: `a quote that ${maker.key} stored breaks the read (${odd.status}), two quotes do not (${two?.status ?? 0})`,
        identity: user.name,
        baseline: plain?.exchange ?? null,
        control: two?.exchange ?? null,
        attempts: exchangesOf(odd, again),
        reproduced: { count: isSeen ? 2 : 1, of: 2 },
      }),
    )
    if (isSeen) return
  }
}

/** The request for a day that nobody asked for: what was computed for another may be kept. */
function unseen<T extends { readonly operation: Operation; readonly query: Readonly<Record<string, string>> }>(
  probing: Probing,
  draft: T,
): T {
  const days = draft.operation.parameters.filter(({ in: place, schema }) => place === 'query' && isDay(schema))
  const day = dayOf(probing.values.nonce('day'))
  return { ...draft, query: { ...draft.query, ...Object.fromEntries(days.map(({ name }) => [name, day])) } }
}

import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { describePlace, isFreeText, leavesOf, type Place, requestOf, withValue } from '../requests.ts'
import { fill, idOf, shape } from '../state.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const MOST_MAKERS = 8
const MOST_FIELDS = 3
const MOST_READERS = 3

/** What a stored text is used in when something is looked up by it: one with a quote breaks the read, one with two does not. */
export async function probeSqlStored(probing: Probing): Promise<void> {
  let tried = 0
  for (const operation of probing.wireOperations) {
    if (operation.method !== 'POST' || operation.purpose !== 'other' || operation.body === null || tried >= MOST_MAKERS) continue
    const readers = readersBelow(probing, operation)
    const accepted = readers.length === 0 ? null : await probing.acceptedBy(operation)
    if (accepted === null || !probing.createsObjects(operation, accepted.reply)) continue
    tried += 1
    for (const place of placesOf(accepted)) await probePlace(probing, accepted, place, readers)
  }
}

/** Reads of something below one object: of what is looked up for it. */
function readersBelow(probing: Probing, { path }: Operation): readonly Operation[] {
  const above = `${shape(path)}/{}/`
  return probing.wireOperations
    .filter((operation) => operation.method === 'GET' && shape(operation.path).startsWith(above) && !shape(operation.path).endsWith('{}'))
    .slice(0, MOST_READERS)
}

function placesOf({ operation, draft }: Accepted): readonly Place[] {
  return leavesOf(draft.body)
    .filter(
      ([name, value]) => typeof value === 'string' && isFreeText(name) && operation.body?.schema.properties?.[name]?.enum === undefined,
    )
    .slice(0, MOST_FIELDS)
    .map(([name]) => ({ in: 'body', name }))
}

interface Looked {
  readonly made: Reply
  readonly seen: Reply
}

async function probePlace(probing: Probing, accepted: Accepted, place: Place, readers: readonly Operation[]): Promise<void> {
  const word = probing.values.nonce('stored', 8)
  const make = async (value: string): Promise<Reply> => {
    const reply = await probing.sendDraft(accepted.session, withValue(accepted.draft, place, value), { mayFail: true })
    rememberCreated(probing, accepted, reply)
    return reply
  }
  const read = (reader: Operation, made: Reply): Promise<Reply> | null => {
    const id = isSuccess(made) ? idOf(jsonOf(made), made) : null
    const parameter = [...reader.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name).at(-1)
    if (id === null || parameter === undefined) return null
    const path = fill(reader.path, { ...accepted.draft.path, [parameter]: id })
    return probing.send(accepted.session, { method: 'GET', path, mayFail: true })
  }
  const look = async (reader: Operation, value: string): Promise<Looked | null> => {
    const made = await make(value)
    const seen = await read(reader, made)
    return seen === null ? null : { made, seen }
  }
  const odd = await make(`${word}'`)
  for (const reader of readers) {
    const first = await read(reader, odd)
    if (first === null || first.status < 500) continue
    const two = await look(reader, `${word}''`)
    const again = await look(reader, `${word}'`)
    const plain = await look(reader, word)
    const count = [first, again?.seen].filter((reply) => reply !== undefined && reply.status >= 500).length
    const isSeen = count === 2 && two !== null && plain !== null && isSuccess(two.seen) && isSuccess(plain.seen)
    reader.probes += 1
    probing.trial(
      'sqlInjection',
      trialOn(reader, {
        name: 'stored',
        parameter: describePlace(place),
        saw: isSeen ? 'effect' : 'unclear',
        effect: `a quote that ${requestOf(accepted.draft).method} ${accepted.operation.path} stored breaks the read (${first.status}), two quotes do not (${two?.seen.status ?? 0})`,
        identity: accepted.session?.name ?? 'anonymous',
        baseline: plain?.seen.exchange ?? null,
        control: two?.seen.exchange ?? null,
        attempts: exchangesOf(odd, first, again?.seen),
        reproduced: { count: isSeen ? 2 : 1, of: 2 },
      }),
    )
    if (isSeen) return
  }
}

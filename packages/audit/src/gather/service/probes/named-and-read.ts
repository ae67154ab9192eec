import type { Operation } from '../operations.ts'
import { numeric } from '../own-ids.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, jsonOf, type Reply } from '../reply.ts'
import { NOBODY } from '../requests.ts'
import type { Session } from '../session.ts'
import { fill, idOf, shape } from '../state.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, sawWithout, trialOn } from '../trial-parts.ts'

const MOST_READERS = 2

/** What is made of a list of ids, an export or a report, with the id of another's thing in it: whoever made it reads there what only that thing holds. */
export async function probeReadOut(
  probing: Probing,
  operation: Operation,
  { field, collection }: { readonly field: string; readonly collection: string },
  owner: Session,
  other: Session,
): Promise<void> {
  const readers = readersOf(probing, operation)
  const accepted = readers.length === 0 ? null : await probing.acceptedBy(operation)
  const object = accepted === null ? null : await probing.create(collection, {}, owner)
  if (accepted === null || object === null || object.nonce === '') return
  const itself = probing.state.readerOf(object)
  const direct = itself === null ? null : await probing.send(other, { method: 'GET', path: itself.path, mayFail: true })
  // What the other may read by itself may be in what the other makes.
  if (direct?.body.includes(object.nonce) === true) return
  const made: Reply[] = []
  const readOut = async (id: string): Promise<Reply | null> => {
    const reply = await probing.sendDraft(
      other,
      { ...accepted.draft, body: { ...accepted.draft.body, [field]: [numeric(id)] } },
      { mayFail: true },
    )
    made.push(reply)
    rememberCreated(probing, { ...accepted, session: other }, reply)
    const own = isTaken(reply) ? idOf(jsonOf(reply), reply) : null
    if (own === null) return null
    let seen: Reply | null = null
    for (const { path } of readers) {
      seen = await probing.send(other, { method: 'GET', path: fill(path, { [parameterOf(path)]: own }), mayFail: true })
      if (isSuccess(seen) && seen.body.includes(object.nonce)) return seen
    }
    return seen
  }
  const holds = (reply: Reply | null): boolean => reply !== null && isSuccess(reply) && reply.body.includes(object.nonce)
  const first = await readOut(object.id)
  const again = holds(first) ? await readOut(object.id) : null
  const control = holds(again) ? await readOut(NOBODY) : null
  const isSeen = holds(again) && !holds(control)
  operation.probes += 1
  probing.trial(
    'objectAccess',
    trialOn(operation, {
      name: 'quoted',
      parameter: `body ${field}`,
      saw: isSeen ? 'effect' : first === null ? sawWithout(made[0]) : isSuccess(first) && !holds(first) ? 'no-effect' : 'unclear',
      effect: isSeen
        ? `${other.name} named the object of ${owner.name}, and what was made of it holds the word that only it holds`
        : `what ${other.name} made with the object of ${owner.name} does not hold it (${made[0]?.status ?? 0})`,
      identity: other.name,
      baseline: accepted.reply.exchange,
      control: control?.exchange ?? direct?.exchange ?? null,
      attempts: exchangesOf(made[0], first, again),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
      details: { isPublic: false, hasCanary: true },
    }),
  )
}

/** Operations that read what an operation makes: the object itself, or its file. */
function readersOf(probing: Probing, { method, path }: Operation): readonly Operation[] {
  if (method !== 'POST' || path.includes('{')) return []
  const item = `${shape(path)}/{}`
  return probing.operations
    .filter(
      (reader) => reader.method === 'GET' && (shape(reader.path) === item || /^\/[\w-]+$/.test(shape(reader.path).slice(item.length))),
    )
    .filter((reader) => shape(reader.path).startsWith(item))
    .slice(0, MOST_READERS)
}

function parameterOf(path: string): string {
  return /\{([^}]+)\}/.exec(path)?.[1] ?? 'id'
}

import type { Operation } from './operations.ts'
import type { Probing } from './probing.ts'
import { isTaken, type Reply } from './reply.ts'
import { draftOf, requestOf } from './requests.ts'
import type { Session } from './session.ts'
import { itemOf, shape } from './state.ts'

const STATE_FIELD = /^(?:to|state|status|stage|step|next)$/i
/** What ends a thing otherwise than most are. */
const ENDS_BADLY = /cancel|reject|declin|disput|delet|archiv|refund|fail|expire|void|withdraw|block|suspend|close/i
/** Acts in the order in which things mostly go on. */
const FORWARD = [
  'confirm',
  'accept',
  'approve',
  'pay',
  'start',
  'begin',
  'ship',
  'send',
  'deliver',
  'receive',
  'complete',
  'finish',
  'publish',
  'submit',
]
const MOST_STEPS = 6

/** A way to bring a thing one state further. */
interface Step {
  readonly operation: Operation
  readonly body: Readonly<Record<string, unknown>>
}

/** A thing in the state that an operation wanted, and the answer of the operation. */
export interface Brought {
  readonly ids: Readonly<Record<string, string>>
  readonly reply: Reply
}

/** Brings a new thing from state to state, by the operations beside one that refused it, until that one takes it; null where it never does. */
export async function broughtThroughStates(
  probing: Probing,
  operation: Operation,
  session: Session | null,
  ask: (ids: Readonly<Record<string, string>>) => Promise<Reply>,
): Promise<Brought | null> {
  const [, item = ''] = /^(.*\})\/[^{}]+$/.exec(operation.path) ?? []
  const place = itemOf(item)
  if (session === null || place === null || place.collection.includes('{')) return null
  const steps = stepsOf(probing.wireOperations, item, operation)
  const object = steps.length === 0 ? null : await probing.create(place.collection, {}, session, place.parameter)
  if (object === null) return null
  const ids = { [place.parameter]: object.id }
  for (const { operation: step, body } of steps.slice(0, MOST_STEPS)) {
    const draft = draftOf(step, probing.values, ids, body)
    const moved = await probing.send(session, { ...requestOf({ ...draft, body: { ...draft.body, ...body } }), mayFail: true })
    if (!isTaken(moved)) continue
    const reply = await ask(ids)
    if (isTaken(reply)) return { ids, reply }
  }
  return null
}

function stepsOf(operations: readonly Operation[], item: string, wanting: Operation): readonly Step[] {
  const beside = operations.filter(
    (operation) =>
      operation !== wanting &&
      (shape(operation.path) === shape(item)
        ? ['PATCH', 'PUT'].includes(operation.method)
        : operation.method !== 'GET' && operation.method !== 'DELETE' && shape(operation.path).startsWith(`${shape(item)}/`)),
  )
  const byField = beside.flatMap((operation) =>
    Object.entries(operation.body?.schema.properties ?? {}).flatMap(([name, { enum: choices }]): Step[] =>
      STATE_FIELD.test(name)
        ? (choices ?? [])
            .filter((choice) => typeof choice === 'string' && !ENDS_BADLY.test(choice))
            .map((choice) => ({ operation, body: { [name]: choice } }))
        : [],
    ),
  )
  const act = ({ path }: Operation): number => FORWARD.indexOf(path.slice(path.lastIndexOf('/') + 1).toLowerCase())
  const byPath = beside.filter((operation) => operation.method === 'POST' && act(operation) >= 0).toSorted((a, b) => act(a) - act(b))
  return [...byField, ...byPath.map((operation) => ({ operation, body: {} }))]
}

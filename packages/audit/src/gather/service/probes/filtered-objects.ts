import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, jsonOf, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, sawWithout, trialOn } from '../trial-parts.ts'
import { look } from './own-decisions.ts'
import { firstObject } from './protected-at-creation.ts'
import { saidOn } from './same-object.ts'

const FILTER = /^(?:filters?|where|criteria|selector|conditions?|match|query)$/i
const MOST = 4

/** Changes of all that a condition of the body meets: one user names the parent of another in it, below a parent of its own. */
export async function probeFilteredObjects(probing: Probing, owner: Session, other: Session): Promise<void> {
  const changes = probing.wireOperations.flatMap((operation) => {
    const field = Object.entries(operation.body?.schema.properties ?? {}).find(
      ([name, { type }]) => FILTER.test(name) && (type === undefined || type === 'object'),
    )?.[0]
    const isChange = ['PATCH', 'PUT', 'POST'].includes(operation.method) && !/search|query|find|list/i.test(operation.path)
    return field !== undefined && isChange && /\{[^}]+\}\/[^{}/]+/.test(operation.path) ? [{ operation, field }] : []
  })
  for (const { operation, field } of changes.slice(0, MOST)) await probeOne(probing, operation, field, owner, other)
}

async function probeOne(probing: Probing, operation: Operation, field: string, owner: Session, other: Session): Promise<void> {
  const collection = /^(.*\{[^}]+\}\/[^{}/]+)/.exec(operation.path)?.[1] ?? operation.path
  const [owners, others] = [await probing.idsFor(operation, owner), await probing.idsFor(operation, other)]
  const change = (condition: Readonly<Record<string, unknown>>): Promise<Reply> => {
    const draft = draftOf(operation, probing.values, others, {})
    return probing.send(other, { ...requestOf({ ...draft, body: { ...draft.body, [field]: condition } }), mayFail: true })
  }
  if (!(await changesOwn(probing, collection, others, other, change))) return
  const attempts: Reply[] = []
  let count = 0
  let before: Reply | null = null
  let after: string | null = null
  let control: Reply | null = null
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const object = await probing.create(collection, owners, owner)
    before = object === null ? null : await look(probing, object, owner)
    const node = before === null ? undefined : firstObject(jsonOf(before))
    if (object === null || before === null || node === undefined) return
    // The column of the parent is the one that holds its id.
    const parent = Object.entries(node).find(([name, value]) => name !== 'id' && Object.values(owners).includes(String(value)))
    if (parent === undefined || Object.values(others).includes(String(parent[1]))) return
    const said = async (): Promise<string | null> => {
      const seen = await look(probing, object, owner)
      return seen === null ? null : saidOn(seen, [])
    }
    control = await change({ id: node.id })
    if ((await said()) !== saidOn(before, [])) return
    const reply = await change({ id: node.id, [parent[0]]: parent[1] })
    attempts.push(reply)
    after = await said()
    if (!isTaken(reply) || after === null || after === saidOn(before, [])) break
    count += 1
  }
  const last = attempts.at(-1)
  operation.probes += 1
  probing.trial(
    'objectAccess',
    trialOn(operation, {
      name: 'change',
      parameter: `body ${field}`,
      saw: count === 2 ? 'effect' : count === 1 || last === undefined ? 'unclear' : sawOf(last, after !== null),
      effect:
        count > 0
          ? `${other.name} named the parent of ${owner.name} in the condition and changed the object below it; its owner sees the change, and without that name it sees none`
          : `${other.name} got ${last?.status ?? 0}, and its owner sees no change`,
      identity: other.name,
      baseline: before?.exchange ?? null,
      control: control !== null && isSuccess(control) ? control.exchange : (before?.exchange ?? null),
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: attempts.length },
      details: { isPublic: false, hasCanary: true },
    }),
  )
}

/** Whether the change is one at all: an own object that the condition names by its id is another afterwards. */
async function changesOwn(
  probing: Probing,
  collection: string,
  ids: Readonly<Record<string, string>>,
  user: Session,
  change: (condition: Readonly<Record<string, unknown>>) => Promise<Reply>,
): Promise<boolean> {
  const object = await probing.create(collection, ids, user)
  const before = object === null ? null : await look(probing, object, user)
  const node = before === null ? undefined : firstObject(jsonOf(before))
  if (object === null || before === null || node === undefined) return false
  await change({ id: node.id })
  const after = await look(probing, object, user)
  return after !== null && saidOn(after, []) !== saidOn(before, [])
}

/** What the answer says where the owner sees no change: it was looked for, or the condition was refused. */
function sawOf(reply: Reply, isRead: boolean): ReturnType<typeof sawWithout> {
  if (isTaken(reply)) return isRead ? 'no-effect' : 'unclear'
  return sawWithout(reply)
}

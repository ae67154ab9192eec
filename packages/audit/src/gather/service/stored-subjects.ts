import type { Operation } from './operations.ts'
import { numeric } from './own-ids.ts'
import type { Accepted, Probing } from './probing.ts'
import { isTaken, type Reply } from './reply.ts'
import { draftOf, isFreeText, leavesOf, requestOf, withValue } from './requests.ts'
import type { Session } from './session.ts'
import { shape } from './state.ts'
import { rememberCreated } from './state-keeping.ts'

/** What does something with an object that was stored before. */
const USES =
  /^(?:run|execute|test|try|send|trigger|preview|render|export|notify|deliver|apply|generate|refresh|sync|check|fire|dispatch|print|build|evaluate|results?|report|output|letter|mail|e-?mail|message|certificate|invoice|receipt|contract|document|pdf|html|text|card|badge|label|summary|similar|related|match(?:es)?|suggest(?:ed|ions)?|recommend(?:ed|ations)?|duplicates|neighbou?rs)$/i
const ADDRESS = /url|uri|link|callback|web_?hook|endpoint|feed|avatar|image/i
const MOST_USES = 3
const MOST_SUBJECTS = 6

/** A request that makes use of what was stored. */
export interface Use {
  readonly operation: Operation
  readonly ask: () => Promise<Reply>
}

/** Something that is stored with texts of the caller, and used by other operations. */
export interface StoredSubject {
  /** The operation that stores it. */
  readonly operation: Operation
  readonly texts: readonly string[]
  readonly addresses: readonly string[]
  readonly session: Session
  /** Stores it with these values, and gives what uses it; null where the values were refused. */
  readonly store: (values: Readonly<Record<string, unknown>>) => Promise<readonly Use[] | null>
  /** Leaves it as it was. */
  readonly restore: () => Promise<void>
}

/** Objects that an operation runs, sends or shows later; and what everybody has one of, where others meet it. */
export async function storedSubjects(probing: Probing): Promise<readonly StoredSubject[]> {
  const subjects: StoredSubject[] = []
  for (const operation of probing.wireOperations) {
    if (subjects.length >= MOST_SUBJECTS) break
    const acts = operation.method === 'POST' && operation.purpose === 'other' ? actsOn(probing, operation) : []
    const isOwn = ['PATCH', 'PUT'].includes(operation.method) && !operation.path.includes('{') && /\/(?:me|my)\//i.test(operation.path)
    const meeting = isOwn ? meetingOthers(probing) : []
    if (acts.length + meeting.length === 0) continue
    const accepted = await probing.acceptedBy(operation)
    if (accepted?.session == null || accepted.draft.body === null) continue
    const subject =
      acts.length > 0
        ? objectOf(probing, await belowFresh(probing, accepted, accepted.session), accepted.session, acts)
        : ownOf(probing, accepted, accepted.session, meeting)
    if (subject.texts.length + subject.addresses.length > 0) subjects.push(subject)
  }
  return subjects
}

function actsOn({ wireOperations }: Probing, producer: Operation): readonly Operation[] {
  const item = `${shape(producer.path)}/{}`
  return wireOperations
    .filter(({ method, path }) => {
      const rest = shape(path).startsWith(`${item}/`) ? shape(path).slice(item.length + 1) : ''
      return (method === 'POST' || method === 'GET') && USES.test(rest)
    })
    .slice(0, MOST_USES)
}

/** What one user sends to another: there the other's own texts may answer. */
function meetingOthers({ wireOperations }: Probing): readonly Operation[] {
  return wireOperations
    .filter(
      ({ method, path, purpose, body }) =>
        method === 'POST' &&
        purpose === 'other' &&
        !path.includes('{') &&
        Object.keys(body?.schema.properties ?? {}).some((name) => /^(?:to|recipient|receiver)(?:_?(?:id|user))?$/i.test(name)) &&
        !/transfer|pay/i.test(path),
    )
    .slice(0, 2)
}

function fieldsOf({ draft }: Accepted): Pick<StoredSubject, 'texts' | 'addresses'> {
  const words = leavesOf(draft.body).filter(([, value]) => typeof value === 'string')
  const own = (name: string): string => name.slice(name.lastIndexOf('.') + 1)
  return {
    texts: words.map(([name]) => name).filter((name) => isFreeText(own(name)) && !ADDRESS.test(own(name))),
    addresses: words.map(([name]) => name).filter((name) => ADDRESS.test(own(name))),
  }
}

function withValues({ draft }: Accepted, values: Readonly<Record<string, unknown>>): Accepted['draft'] {
  return Object.entries(values).reduce((made, [name, value]) => withValue(made, { in: 'body', name }, value), draft)
}

function objectOf(probing: Probing, accepted: Accepted, session: Session, acts: readonly Operation[]): StoredSubject {
  const store = async (values: Readonly<Record<string, unknown>>): Promise<readonly Use[] | null> => {
    const reply = await probing.sendDraft(session, withValues(accepted, values), { mayFail: true })
    const made = isTaken(reply) ? rememberCreated(probing, accepted, reply) : null
    if (made === null) return null
    const uses: Use[] = []
    for (const operation of acts) {
      const parameter = /\{([^{}]+)\}[^{}]*$/.exec(operation.path)?.[1] ?? 'id'
      const known = await probing.knownValues(operation, session)
      const draft = draftOf(operation, probing.values, { ...accepted.draft.path, [parameter]: made.id }, known)
      uses.push({ operation, ask: () => probing.sendDraft(session, draft, { mayFail: true }) })
    }
    return uses
  }
  return { operation: accepted.operation, ...fieldsOf(accepted), session, store, restore: () => Promise.resolve() }
}

/** The request below a parent that is new: one that other probes filled may be full. */
async function belowFresh(probing: Probing, accepted: Accepted, session: Session): Promise<Accepted> {
  const [, collection = '', parameter = ''] = /^([^{]+)\/\{([^{}]+)\}\/[^{}]+$/.exec(accepted.operation.path) ?? []
  const parent = collection === '' ? null : await probing.create(collection, {}, session, parameter)
  return parent === null ? accepted : { ...accepted, draft: withValue(accepted.draft, { in: 'path', name: parameter }, parent.id) }
}

function ownOf(probing: Probing, accepted: Accepted, session: Session, meeting: readonly Operation[]): StoredSubject {
  const { userB } = probing.identities
  const store = async (values: Readonly<Record<string, unknown>>): Promise<readonly Use[] | null> => {
    const reply = await probing.sendDraft(session, withValues(accepted, values), { mayFail: true })
    const id = await probing.ownId(session)
    if (!isTaken(reply) || userB === null || id === null) return null
    return meeting.map((operation) => {
      const field = Object.keys(operation.body?.schema.properties ?? {}).find((name) => /^(?:to|recipient|receiver)/i.test(name)) ?? 'to'
      const draft = draftOf(operation, probing.values, {}, { [field]: numeric(id) })
      return { operation, ask: () => probing.send(userB, { ...requestOf(draft), mayFail: true }) }
    })
  }
  const restore = async (): Promise<void> => void (await probing.sendDraft(session, accepted.draft, { mayFail: true }))
  return { operation: accepted.operation, ...fieldsOf(accepted), session, store, restore }
}

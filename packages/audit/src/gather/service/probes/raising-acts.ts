import { type Operation, RAISES } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, isTaken, jsonOf, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { roleWords } from './role-words.ts'

const ROLE = /role|group|level|rank/i
const RIGHTS = /^(?:is_?)?(?:roles?|admin|staff|super_?user|moderator|permissions|groups?|level|rank)$/i
const MOST_ACTS = 3
const MOST_WORDS = 5
const MOST_CLOSED = 4

/** Acts that give users more rights, done by an ordinary user to itself: what opens to it afterwards that was closed before. */
export async function probeRaisingActs(probing: Probing): Promise<void> {
  const acts = probing.wireOperations.filter(({ method, path }) => ['POST', 'PUT', 'PATCH'].includes(method) && RAISES.test(path))
  if (acts.length === 0 || probing.identities.userA === null || !probing.mayWrite) return
  if (!probing.startedByUs && !probing.isIntrusive) {
    const because = 'a privileged account may stay behind; runs on services that assay starts, or at --intensity intrusive'
    for (const act of acts) probing.notTried('functionAccess', act.key, 'skipped-by-user', because)
    return
  }
  const closed = probing.wireOperations.filter(
    ({ method, path, baselineStatus }) => method === 'GET' && !path.includes('{') && baselineStatus === 403,
  )
  for (const act of acts.slice(0, MOST_ACTS)) await raise(probing, act, closed.slice(0, MOST_CLOSED))
}

async function raise(probing: Probing, act: Operation, closed: readonly Operation[]): Promise<void> {
  const user = await probing.identities.registerUser('user-raised-by-act', {})
  const id = user === null ? null : await probing.ownId(user)
  const name = /\{([^}]+)\}/.exec(act.path)?.[1]
  if (user === null || id === null || name === undefined)
    return void probing.notTried('functionAccess', act.key, 'no-identity', 'no user whose id is known could be made for it')
  const look = (): Promise<Reply | null> => told(probing, user)
  const before = await look()
  const shut = await refusing(probing, closed, user)
  const draft = draftOf(act, probing.values, { [name]: id }, {})
  const form = await probing.pages.formFor(act, user, requestOf(draft).path)
  const field = Object.keys(act.body?.schema.properties ?? {}).find((each) => ROLE.test(each))
  let best: Raised | null = null
  const words = field === undefined ? [null] : roleWords(probing, act.body?.schema.properties?.[field]).slice(0, MOST_WORDS)
  for (const word of words) {
    const body = word === null || field === undefined ? draft.body : { ...draft.body, [field]: word }
    const reply = await probing.send(user, { ...requestOf({ ...draft, body, carried: form?.carried ?? {} }), mayFail: true })
    if (isRefusal(reply) && best === null)
      return void tell(probing, act, user, `an ordinary user got ${reply.status}`, 'no-effect', [reply], before, null)
    if (!isTaken(reply)) continue
    await user.renew()
    const opened = await firstOpen(probing, shut, user)
    const after = await look()
    const shown = raisedIn(before, after)
    if (opened === null && shown.length === 0) continue
    if (opened !== null) await standIn(probing, user, opened.operation)
    const got = [...(opened === null ? [] : [`access to ${opened.operation.path}`]), ...shown].join(', ')
    best = {
      effect: `an ordinary user who does it to itself has ${got}`,
      replies: [reply, opened?.reply ?? after, opened?.again ?? null],
      control: opened === null ? before : await ordinary(probing, opened.operation),
      isSure: opened === null,
    }
    // Another word may open what this one did not.
    if (opened !== null || shut.length === 0) break
  }
  if (best === null)
    return void tell(probing, act, user, 'an ordinary user who did it to itself had no more than before', 'unclear', [], before, null)
  const isSeen = best.control !== null && (best.isSure || isRefusal(best.control))
  tell(probing, act, user, best.effect, isSeen ? 'effect' : 'unclear', best.replies, before, best.control)
}

/** What a user had afterwards, and what shows it. */
interface Raised {
  readonly effect: string
  readonly replies: readonly (Reply | null)[]
  readonly control: Reply | null
  /** The service itself says so, and nobody else need be asked. */
  readonly isSure: boolean
}

/** The user is the administrator from now on, where there is none, or one whose rights were claimed and open less. */
async function standIn({ identities }: Probing, user: Session, opened: Operation): Promise<void> {
  const { admin, sessions } = identities
  if (admin !== null && admin.made !== 'promoted') return
  if (admin !== null) {
    if (isSuccess(await identities.asIdentity(admin, { method: 'GET', path: opened.path, mayFail: true }))) return
    sessions.splice(sessions.indexOf(admin), 1)
  }
  sessions.push({ ...user, name: 'admin', role: 'admin', made: 'promoted' })
}

/** What the service tells of a user in data. */
async function told(probing: Probing, user: Session): Promise<Reply | null> {
  const { check } = probing.identities
  const seen = check === null ? null : await probing.send(user, check.request)
  return seen !== null && isSuccess(seen) && jsonOf(seen) !== undefined ? seen : probing.records.of(user)
}

async function refusing(probing: Probing, closed: readonly Operation[], user: Session): Promise<readonly Operation[]> {
  const shut: Operation[] = []
  for (const operation of closed)
    if ((await probing.send(user, { method: 'GET', path: operation.path, mayFail: true })).status === 403) shut.push(operation)
  return shut
}

async function firstOpen(
  probing: Probing,
  shut: readonly Operation[],
  user: Session,
): Promise<{ readonly operation: Operation; readonly reply: Reply; readonly again: Reply } | null> {
  for (const operation of shut) {
    const ask = (): Promise<Reply> => probing.send(user, { method: 'GET', path: operation.path, mayFail: true })
    const reply = await ask()
    if (!isSuccess(reply)) continue
    const again = await ask()
    if (isSuccess(again)) return { operation, reply, again }
  }
  return null
}

function ordinary(probing: Probing, { path }: Operation): Promise<Reply> {
  return probing.send(probing.identities.ordinaryUser, { method: 'GET', path, mayFail: true })
}

/** Rights that the second answer about a user shows otherwise than the first. */
function raisedIn(before: Reply | null, after: Reply | null): readonly string[] {
  const was = rightsIn(before)
  return [...rightsIn(after)].flatMap(([name, value]) => (was.has(name) && was.get(name) !== value ? [`${name}: ${value}`] : []))
}

function rightsIn(reply: Reply | null): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const visit = (value: unknown, depth: number): void => {
    if (depth > 3 || typeof value !== 'object' || value === null || Array.isArray(value)) return
    for (const [name, child] of Object.entries(value)) {
      if (RIGHTS.test(name) && !found.has(name)) found.set(name, JSON.stringify(child).slice(0, 80))
      visit(child, depth + 1)
    }
  }
  if (reply !== null && isSuccess(reply)) visit(jsonOf(reply), 0)
  return found
}

function tell(
  probing: Probing,
  act: Operation,
  user: Session,
  effect: string,
  saw: 'effect' | 'no-effect' | 'unclear',
  replies: readonly (Reply | null)[],
  before: Reply | null,
  control: Reply | null,
): void {
  act.probes += 1
  act.exists = 'yes'
  probing.trial(
    'functionAccess',
    trialOn(act, {
      name: 'raised',
      saw,
      effect,
      identity: user.name,
      baseline: before?.exchange ?? null,
      control: control?.exchange ?? null,
      attempts: exchangesOf(...replies),
      reproduced: { count: saw === 'effect' ? 2 : 0, of: 2 },
      details: { isEscalation: true },
    }),
  )
}

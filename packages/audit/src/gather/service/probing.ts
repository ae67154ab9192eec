import type { RouteFact, TaintedPath } from '@assay/flow'
import type { NotTried, ProbeFact, ProbeName, Trial } from '../../model/facts/service.ts'
import type { Intensity, NotVerifiedReason } from '../../model/words.ts'
import { AcceptableRequests } from './acceptable-requests.ts'
import type { SendOptions, ServiceClient } from './client.ts'
import { isStandIn } from './graphql-operations.ts'
import type { Identities } from './identities.ts'
import { isAct, isDeal } from './object-acts.ts'
import type { OpenFolder } from './open-folders.ts'
import { type Operation, RAISES, SWITCHES_OFF } from './operations.ts'
import { OwnIds } from './own-ids.ts'
import { OwnRecords } from './own-records.ts'
import { Pages } from './pages.ts'
import { isRedirect, isSuccess, isTaken, jsonOf, leadsToLogin, type Reply, showsErrors } from './reply.ts'
import { type Draft, requestOf } from './requests.ts'
import { Revival } from './revival.ts'
import type { Session } from './session.ts'
import { type CreatedObject, fill, idOf, type State } from './state.ts'
import { ToldNames } from './told-names.ts'
import type { Values } from './values.ts'

/** An operation, a request that it accepts, and who it accepts it from. */
export interface Accepted {
  readonly operation: Operation
  readonly draft: Draft
  readonly session: Session | null
  readonly reply: Reply
}

export interface ProbingParts {
  readonly client: ServiceClient
  readonly values: Values
  readonly state: State
  readonly identities: Identities
  readonly operations: readonly Operation[]
  readonly paths: readonly TaintedPath[]
  readonly routes: readonly RouteFact[]
  readonly intensity: Intensity
  readonly startedByUs: boolean
  readonly treeRoot: string | null
  /** Secrets of the service that the run was given. */
  readonly knownKeys?: readonly string[]
  /** Paths whose links the pages of the source show to a role alone, though the routes take whoever is signed in. */
  readonly roleOnlyPaths?: readonly string[]
  readonly openFolders?: readonly OpenFolder[]
  /** Log of the service when we started it. */
  readonly serviceLog: (() => readonly string[]) | null
  readonly listeners: (() => Promise<readonly { readonly address: string; readonly port: number }[]>) | null
}

/** After so many refusals in a row an operation is believed to make nothing for a caller. */
const MOST_REFUSALS = 3

/** What every probe works with: the service, its operations, who may ask, and where trials go. */
export class Probing {
  readonly client: ServiceClient
  readonly values: Values
  readonly state: State
  readonly identities: Identities
  readonly operations: readonly Operation[]
  readonly paths: readonly TaintedPath[]
  readonly routes: readonly RouteFact[]
  readonly intensity: Intensity
  readonly startedByUs: boolean
  readonly treeRoot: string | null
  readonly knownKeys: readonly string[]
  readonly roleOnlyPaths: readonly string[]
  readonly openFolders: readonly OpenFolder[]
  readonly serviceLog: ProbingParts['serviceLog']
  readonly listeners: ProbingParts['listeners']
  readonly facts = new Map<ProbeName, { trials: Trial[]; notTried: NotTried[]; requests: number }>()
  /** Passwords that were sent to one operation alone: a log that holds one tells whose. */
  readonly sentSecrets = new Map<string, Operation>()
  /** What was begun and goes on beside the other probes; never rejects. */
  readonly pending: Promise<void>[] = []
  private readonly revival: Revival
  private readonly ids = new OwnIds(this)
  readonly pages = new Pages(this)
  readonly told = new ToldNames(this)
  readonly records = new OwnRecords(this)
  private readonly requests = new AcceptableRequests(this, this.ids, this.pages)
  private readonly accepted = new Map<string, Accepted>()
  private readonly failedAttempts = new Map<string, number>()
  private readonly attempted = new Map<string, Accepted>()
  private readonly making = new Set<string>()
  /** By collection, the last word of the path that publishes an object; null where none is needed, or helps. */
  private readonly bringing = new Map<string, string | null>()
  private readonly refusedCreations = new Map<string, number>()
  /** Forms that were taken, and answered by sending the browser on. */
  private readonly taken = new Map<string, Accepted>()

  constructor(parts: ProbingParts) {
    this.client = parts.client
    this.values = parts.values
    this.state = parts.state
    this.identities = parts.identities
    this.operations = parts.operations
    this.paths = parts.paths
    this.routes = parts.routes
    this.intensity = parts.intensity
    this.startedByUs = parts.startedByUs
    this.treeRoot = parts.treeRoot
    this.knownKeys = parts.knownKeys ?? []
    this.roleOnlyPaths = parts.roleOnlyPaths ?? []
    this.openFolders = parts.openFolders ?? []
    this.serviceLog = parts.serviceLog
    this.listeners = parts.listeners
    this.revival = new Revival(parts.identities, parts.state)
  }

  /** Operations whose paths and bodies are on the wire as they stand. */
  get wireOperations(): readonly Operation[] {
    return this.operations.filter((operation) => !isStandIn(operation))
  }

  get mayWrite(): boolean {
    return this.intensity !== 'safe'
  }

  get isIntrusive(): boolean {
    return this.intensity === 'intrusive'
  }

  /** Whether what may slow the process down or mark it may be tried: asked for, or the process is ours and ends with the run. */
  get mayDisturb(): boolean {
    return this.isIntrusive || (this.startedByUs && this.mayWrite)
  }

  /** The id of a user, by what the service tells of it in data where it told none when it registered; null when nothing does. */
  async ownId(session: Session): Promise<string | null> {
    if (session.userId !== null) return session.userId
    const told = await this.records.of(session)
    session.userId = told === null ? null : idOf(jsonOf(told))
    return session.userId
  }

  async send(session: Session | null, request: SendOptions): Promise<Reply> {
    const reply = await this.identities.asIdentity(session, request)
    if (request.method === 'POST' && isTaken(reply)) this.state.noteAct(request.path)
    if (session === null || !(await this.revival.revived(session, reply))) return reply
    for (const [key, { session: by }] of this.accepted) if (by === session) this.accepted.delete(key)
    this.failedAttempts.clear()
    this.refusedCreations.clear()
    this.ids.forgetLists()
    return this.identities.asIdentity(session, request)
  }

  sendDraft(session: Session | null, draft: Draft, options: Partial<SendOptions> = {}): Promise<Reply> {
    return this.send(session, { ...requestOf(draft), ...options })
  }

  trial(probe: ProbeName, trial: Trial): void {
    this.factOf(probe).trials.push(trial)
  }

  notTried(probe: ProbeName, what: string, reason: NotVerifiedReason, because: string): void {
    const list = this.factOf(probe).notTried
    if (!list.some((entry) => entry.what === what && entry.because === because)) list.push({ what, reason, because })
  }

  factOf(probe: ProbeName): { trials: Trial[]; notTried: NotTried[]; requests: number } {
    let fact = this.facts.get(probe)
    if (fact === undefined) {
      fact = { trials: [], notTried: [], requests: 0 }
      this.facts.set(probe, fact)
    }
    return fact
  }

  result(probe: ProbeName): ProbeFact {
    const { trials, notTried, requests } = this.factOf(probe)
    return { trials, notTried, requests }
  }

  /** A request that the operation answers with 2xx, by the first identity that may; null with the reason noted on the operation. Remembered. */
  async acceptedBy(operation: Operation): Promise<Accepted | null> {
    const known = this.accepted.get(operation.key)
    if (known !== undefined) return this.renewed(known)
    if (operation.method !== 'GET' && (SWITCHES_OFF.test(operation.path) || RAISES.test(operation.path))) {
      operation.gaps.add(SWITCHES_OFF.test(operation.path) ? 'it would switch a user off' : 'it would give a user more rights')
      return null
    }
    const failures = this.failedAttempts.get(operation.key) ?? 0
    if (failures >= 2) return null
    this.failedAttempts.set(operation.key, failures + 1)
    const sessions = this.sessionsFor(operation)
    let last: Reply | null = null
    for (const session of sessions) {
      if (await this.ids.changesForeign(operation, session)) {
        operation.gaps.add('it changes something, and nothing of our own could be made for it')
        continue
      }
      const found = await this.requests.attempt(operation, session)
      this.attempted.set(operation.key, found)
      last = found.reply
      if (session === sessions[0]) operation.baselineStatus = found.reply.status
      operation.exists =
        found.reply.status === 404 || found.reply.status === 405 ? operation.exists : found.reply.status > 0 ? 'yes' : operation.exists
      if (isSuccess(found.reply)) {
        operation.exists = 'yes'
        this.accepted.set(operation.key, found)
        return found
      }
      if (found.reply.status !== 401 && found.reply.status !== 403) break
    }
    const taken = this.attempted.get(operation.key)
    if (taken !== undefined && operation.method !== 'GET' && isTaken(taken.reply)) {
      operation.exists = 'yes'
      if (showsErrors(await this.pages.landed(taken.session, taken.reply)))
        operation.gaps.add('no request was accepted (the page tells of an error)')
      else this.taken.set(operation.key, taken)
      return null
    }
    // A redirect is the right answer of an address that leads elsewhere.
    const isSentOn = operation.method === 'GET' && last !== null && isRedirect(last) && !leadsToLogin(last)
    if (last !== null && !isSentOn) operation.gaps.add(`no request was accepted (${last.status === 0 ? last.error : last.status})`)
    return null
  }

  /** An accepted request for another thing, where the making of that which it named was ended since. */
  private async renewed(known: Accepted): Promise<Accepted> {
    const { operation, session, draft } = known
    if (operation.method === 'GET' || isAct(operation.path) || !this.state.namesEnded(requestOf(draft).path)) return known
    const found = await this.requests.attempt(operation, session)
    if (!isSuccess(found.reply)) return known
    this.accepted.set(operation.key, found)
    return found
  }

  /** A request that was accepted, or a form that was taken: a browser is sent on then, to a page that tells of no error. */
  async takenBy(operation: Operation): Promise<Accepted | null> {
    return (await this.acceptedBy(operation)) ?? this.taken.get(operation.key) ?? null
  }

  /** The best request that could be made, where none was accepted: it reached the handler all the same, unless it was refused. */
  async reachedBy(operation: Operation): Promise<Accepted | null> {
    const accepted = await this.acceptedBy(operation)
    if (accepted !== null) return accepted
    const attempted = this.attempted.get(operation.key)
    return attempted === undefined || [0, 401, 403, 405, 413, 415, 429].includes(attempted.reply.status) ? null : attempted
  }

  /** Answers that operations gave when they accepted a request, of anybody or of one caller. */
  acceptedReplies(of?: Session | null): readonly Reply[] {
    return [...this.accepted.values()].filter(({ session }) => of === undefined || session === of).map(({ reply }) => reply)
  }

  /** Names of hosts in accepted answers, ours and those of examples left out. */
  hostsSeen(): readonly string[] {
    const hosts = [...this.accepted.values()].flatMap(({ reply }) =>
      [...reply.body.slice(0, 20_000).matchAll(/(?:https?:\/\/|@)((?:[a-z0-9-]+\.)+[a-z]{2,12})\b/gi)].map((match) => match[1] ?? ''),
    )
    return [...new Set(hosts)].filter((host) => host !== this.client.base.hostname && !/^example\.(?:com|org|net)$/.test(host)).slice(0, 6)
  }

  forget(operation: Operation): void {
    this.accepted.delete(operation.key)
    this.attempted.delete(operation.key)
    this.taken.delete(operation.key)
    this.failedAttempts.delete(operation.key)
  }

  /** Whether a request of the session would change what the run did not make. */
  changesForeign(operation: Operation, session: Session | null): Promise<boolean> {
    return this.ids.changesForeign(operation, session)
  }

  /** Somebody who is compared with nobody, and may join what others made; null when nobody can be registered. */
  partnerOf(session: Session): Promise<Session | null> {
    return this.ids.partnerOf(session)
  }

  /** Whether the last thing that a path names is none of the run's. */
  namesForeign(operation: Operation, session: Session | null): Promise<boolean> {
    return this.ids.namesForeign(operation, session)
  }

  idsFor(operation: Operation, session: Session | null): Promise<Readonly<Record<string, string>>> {
    return this.ids.idsFor(operation, session)
  }

  /** Makes an object of a collection that holds a word of its own, also where it is made under another path; null when that is not possible. */
  async create(
    collectionTemplate: string,
    ids: Readonly<Record<string, string>>,
    session: Session | null,
    parameter = 'id',
    wanted: 'ready' | 'new' = 'ready',
  ): Promise<CreatedObject | null> {
    const own = this.state.producerOf(collectionTemplate)
    const producer = own ?? this.state.kinProducerOf(collectionTemplate, parameter)
    if (producer === null || !this.mayWrite) return null
    const key = `${producer.key} ${session?.name ?? ''}`
    // What needs one of its own kind, by whatever roundabout way, is not made; nor what was refused time and again.
    const refusals = this.refusedCreations.get(key) ?? 0
    if (this.making.has(key) || refusals >= MOST_REFUSALS) return null
    this.making.add(key)
    try {
      const made = await this.made(producer, own === null ? undefined : ids, session, parameter)
      if (made !== null && wanted === 'ready') await this.bring(made, session)
      this.refusedCreations.set(key, made === null ? refusals + 1 : 0)
      return made
    } finally {
      this.making.delete(key)
    }
  }

  /** The same, or something new that comes with what it belongs to. */
  async createFresh(
    collectionTemplate: string,
    ids: Readonly<Record<string, string>>,
    session: Session,
    parameter: string,
  ): Promise<CreatedObject | null> {
    return (await this.create(collectionTemplate, ids, session, parameter)) ?? this.ids.freshKin(collectionTemplate, parameter, session)
  }

  private async made(
    producer: Operation,
    fixedIds: Readonly<Record<string, string>> | undefined,
    session: Session | null,
    parameter: string,
  ): Promise<CreatedObject | null> {
    const nonce = this.values.nonce('object', 12)
    const collectionOf = (ids: Readonly<Record<string, string>>): string => fill(producer.path, ids).replace(/\/(?:create|new|add)\/?$/, '')
    const before = await this.pages.idsListed(collectionOf(fixedIds ?? (await this.idsFor(producer, session))), session)
    const { reply, draft } = await this.requests.attempt(producer, session, fixedIds, nonce)
    if (!isTaken(reply)) return null
    // Where the own was refused, it was made below a thing of another.
    const collection = collectionOf({ ...draft.path, ...fixedIds })
    const made = this.state.remember(collection, reply, session, nonce, parameter)
    if (made !== null) return made
    const id = await this.pages.idOfNew(collection, before, reply, session, nonce)
    return id === null ? null : this.state.rememberId(collection, id, session, nonce)
  }

  /** Brings a new object into the state in which its owner can read it, where it begins as a draft: asked once for each collection. */
  async bring(object: CreatedObject, session: Session | null): Promise<void> {
    const known = this.bringing.get(object.collection)
    if (known === null || object.isPublished) return
    const reader = this.state.readerOf(object)
    const read = async (): Promise<Reply | null> =>
      reader === null || reader.isList ? null : this.send(session, { method: 'GET', path: reader.path, mayFail: true })
    if (known === undefined && (await read())?.status !== 404) {
      this.bringing.set(object.collection, null)
      return
    }
    const steps = known === undefined ? this.state.stepsOf(object) : [known]
    for (const step of steps) {
      const path = `${this.state.itemPath(object.collection, object.id).replace(/\/$/, '')}/${step}`
      await this.send(session, { method: 'POST', path, headers: { 'content-type': 'application/json' }, body: '{}', mayFail: true })
      if (known !== undefined || isSuccess((await read()) ?? { status: 404 })) {
        this.bringing.set(object.collection, step)
        object.isPublished = true
        return
      }
    }
    this.bringing.set(object.collection, null)
  }

  /** The request with another thing of another user in it, where the operation takes such a thing and may have used it up; as it is elsewhere. */
  async freshDraft({ operation, draft, session }: Accepted): Promise<Draft> {
    const place = this.ids.wantsOfAnother(operation)
    if (place === null) return draft
    const fresh = place === 'body' ? await this.ids.thingsOfAnother(operation, session) : await this.ids.pathOfAnother(operation, session)
    this.ids.notePartnerWanted(operation, place)
    if (fresh === null) return draft
    return place === 'body'
      ? { ...draft, body: { ...draft.body, ...fresh } }
      : { ...draft, path: { ...draft.path, ...(fresh as Readonly<Record<string, string>>) } }
  }

  /** Whether an operation took a thing of another user, and where it named it. */
  wantsOfAnother(operation: Operation): 'body' | 'path' | null {
    return this.ids.wantsOfAnother(operation)
  }

  knownValues(operation: Operation, session: Session | null): Promise<Readonly<Record<string, unknown>>> {
    return this.ids.knownValues(operation, session)
  }

  createsObjects(operation: Operation, reply: Reply): boolean {
    return this.requests.createsObjects(operation, reply)
  }

  /** Whether a path stands below something that any user makes: a role there is one of its members. */
  private isBelowOwn({ path }: Operation): boolean {
    const collection = /^([^{]+)\/\{[^}/]+\}/.exec(path)?.[1]
    const producer = collection === undefined ? null : this.state.producerOf(collection)
    return producer !== null && producer.purpose !== 'admin' && producer.declaredAccess !== 'privileged'
  }

  sessionsFor(operation: Operation): readonly (Session | null)[] {
    const { userA, admin } = this.identities
    const isPrivileged = operation.declaredAccess === 'privileged' && !this.isBelowOwn(operation)
    const isDealing = userA !== null && admin?.made !== 'promoted' && operation.method !== 'GET' && isDeal(operation.path)
    // Who was there before buys and pays for the run at most where users may not: it would be their money.
    const dealers = isPrivileged ? [userA, admin] : [userA]
    const order = operation.purpose === 'admin' ? [admin, userA] : isDealing ? dealers : isPrivileged ? [admin, userA] : [userA, admin]
    const sessions = order.filter((session) => session !== null)
    return sessions.length === 0 ? [null] : sessions
  }
}

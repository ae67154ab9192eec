import type { RouteFact, TaintedPath } from '@assay/flow'
import type { Exchange } from '../../model/evidence.ts'
import type { NotTried, ProbeFact, ProbeName, Trial } from '../../model/facts/service.ts'
import type { Intensity, NotVerifiedReason } from '../../model/words.ts'
import type { SendOptions, ServiceClient } from './client.ts'
import { isStandIn } from './graphql-operations.ts'
import type { Identities } from './identities.ts'
import { type Operation, SWITCHES_OFF } from './operations.ts'
import { isSuccess, jsonOf, type Reply } from './reply.ts'
import { type Draft, draftOf, requestOf } from './requests.ts'
import { Revival } from './revival.ts'
import { type Session, userIdOf } from './session.ts'
import { type CreatedObject, idOf, itemsOf, type State, shape } from './state.ts'
import { lessonOf, type Values } from './values.ts'

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
  /** Log of the service when we started it. */
  readonly serviceLog: (() => readonly string[]) | null
  readonly listeners: (() => Promise<readonly { readonly address: string; readonly port: number }[]>) | null
}

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
  readonly serviceLog: ProbingParts['serviceLog']
  readonly listeners: ProbingParts['listeners']
  readonly facts = new Map<ProbeName, { trials: Trial[]; notTried: NotTried[]; requests: number }>()
  /** What was begun and goes on beside the other probes; never rejects. */
  readonly pending: Promise<void>[] = []
  private readonly revival: Revival
  private readonly accepted = new Map<string, Accepted>()
  private readonly failedAttempts = new Map<string, number>()
  private readonly attempted = new Map<string, Accepted>()

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

  async send(session: Session | null, request: SendOptions): Promise<Reply> {
    const reply = await this.identities.asIdentity(session, request)
    if (session === null || !(await this.revival.revived(session, reply))) return reply
    for (const [key, { session: by }] of this.accepted) if (by === session) this.accepted.delete(key)
    this.failedAttempts.clear()
    this.listed.clear()
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
    if (known !== undefined) return known
    if (operation.method !== 'GET' && SWITCHES_OFF.test(operation.path)) {
      operation.gaps.add('it would switch a user off')
      return null
    }
    const failures = this.failedAttempts.get(operation.key) ?? 0
    if (failures >= 2) return null
    this.failedAttempts.set(operation.key, failures + 1)
    const sessions = this.sessionsFor(operation)
    let last: Reply | null = null
    for (const session of sessions) {
      if (await this.changesForeign(operation, session)) {
        operation.gaps.add('it changes something, and nothing of our own could be made for it')
        continue
      }
      const found = await this.attempt(operation, session)
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
    if (last !== null) operation.gaps.add(`no request was accepted (${last.status === 0 ? last.error : last.status})`)
    return null
  }

  /** The best request that could be made, where none was accepted: it reached the handler all the same, unless it was refused. */
  async reachedBy(operation: Operation): Promise<Accepted | null> {
    const accepted = await this.acceptedBy(operation)
    if (accepted !== null) return accepted
    const attempted = this.attempted.get(operation.key)
    return attempted === undefined || [0, 401, 403, 405, 413, 415, 429].includes(attempted.reply.status) ? null : attempted
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
    this.failedAttempts.delete(operation.key)
  }

  /** Ids for a template's parameters, from objects that the session owns; made when there is an operation that makes them. */
  async idsFor(operation: Operation, session: Session | null): Promise<Readonly<Record<string, string>>> {
    const ids: Record<string, string> = {}
    let template = ''
    for (const segment of operation.path.split('/').slice(1)) {
      const parameter = /^\{([^}]+)\}$/.exec(segment)?.[1]
      if (parameter !== undefined && template !== '') {
        const collection = fill(template, ids)
        const id = await this.idIn(template, collection, parameter, session, operation.method !== 'GET')
        if (id !== null) ids[parameter] = id
      }
      template += `/${segment}`
    }
    return ids
  }

  /** Makes an object of a collection that holds a word of its own; null when that is not possible. */
  async create(collectionTemplate: string, ids: Readonly<Record<string, string>>, session: Session | null): Promise<CreatedObject | null> {
    const producer = this.state.producerOf(collectionTemplate)
    if (producer === null || !this.mayWrite) return null
    const nonce = this.values.nonce('object', 12)
    const { reply } = await this.attempt(producer, session, ids, nonce)
    if (!isSuccess(reply)) return null
    return this.state.remember(fill(collectionTemplate, ids), reply, session, nonce)
  }

  /** Values that fields of a body take when they exist: ids of other things, the caller's own. */
  async knownValues(operation: Operation, session: Session | null): Promise<Readonly<Record<string, unknown>>> {
    // Who changes itself keeps the name by which it logs in.
    const own = /\/(?:me|self|profile|account|settings)$/i.test(operation.path) ? (session?.credentials ?? null) : null
    const known: Record<string, unknown> = own === null ? {} : { email: own.email, username: own.username }
    for (const [name, schema] of Object.entries(operation.body?.schema.properties ?? {})) {
      const noun = /^(\w+?)(?:_id|Id)$/.exec(name)?.[1] ?? (schema.format === 'uuid' || schema.type === 'integer' ? name : undefined)
      if (noun === undefined || schema.enum !== undefined) continue
      if (noun !== name && /^(?:user|owner|customer|account|author)$/i.test(noun)) {
        if (session?.userId != null) known[name] = numeric(session.userId, schema.type)
        continue
      }
      const id = await this.anyIdOf(noun, session)
      if (id !== null) known[name] = numeric(id, schema.type)
    }
    return known
  }

  private sessionsFor(operation: Operation): readonly (Session | null)[] {
    const { userA, admin } = this.identities
    const order = operation.declaredAccess === 'privileged' || operation.purpose === 'admin' ? [admin, userA] : [userA, admin]
    const sessions = order.filter((session) => session !== null)
    return sessions.length === 0 ? [null] : sessions
  }

  /** Sends a valid request, learning from refusals; what it creates is remembered. */
  private async attempt(
    operation: Operation,
    session: Session | null,
    fixedIds?: Readonly<Record<string, string>>,
    nonce = '',
  ): Promise<Accepted> {
    const ids = { ...(await this.idsFor(operation, session)), ...fixedIds }
    const known = await this.knownValues(operation, session)
    let draft = draftOf(operation, this.values, ids, known)
    if (nonce !== '' && draft.body !== null) draft = { ...draft, body: withNonce(draft.body, nonce) }
    let reply = await this.sendDraft(session, draft)
    for (let step = 0; step < 4 && (reply.status === 400 || reply.status === 422) && operation.method !== 'GET'; step += 1) {
      const lesson = lessonOf(jsonOf(reply), reply.body)
      const body: Record<string, unknown> = { ...draft.body }
      for (const field of lesson.fields)
        if (!(field in body)) body[field] = this.values.of(field, operation.body?.schema.properties?.[field] ?? {})
      for (const [field, choice] of Object.entries(lesson.choices)) body[field] = choice
      for (const field of lesson.unwanted) delete body[field]
      for (const field of lesson.fields) if (field in (draft.body ?? {}) && step > 0) body[field] = alternative(body[field])
      if (JSON.stringify(body) === JSON.stringify(draft.body)) {
        if (step > 0) break
        for (const field of lesson.fields) if (field in body) body[field] = alternative(body[field])
      }
      const learnt = learntOperation(operation, body)
      draft = { ...draft, operation: learnt, body }
      reply = await this.sendDraft(session, draft)
    }
    if ((reply.status === 400 || reply.status === 422) && draft.body !== null && operation.method !== 'GET') {
      const guessed = await this.guess(operation, session, draft)
      if (guessed !== null) {
        draft = guessed.draft
        reply = guessed.reply
      }
    }
    if ([400, 422, 500].includes(reply.status) && operation.method === 'POST' && hasUnknownBody(operation)) {
      const body = { ...this.values.commonBody(), ...draft.body }
      const candidate = { ...draft, operation: learntOperation(operation, body), body }
      const common = await this.sendDraft(session, candidate, { mayFail: true })
      if (isSuccess(common)) {
        draft = candidate
        reply = common
      }
    }
    for (let step = 0; step < 3 && (reply.status === 400 || reply.status === 422) && operation.method === 'GET'; step += 1) {
      const missing = lessonOf(jsonOf(reply), reply.body).fields.filter((field) => !(field in draft.query))
      const optional = operation.parameters
        .filter((parameter) => parameter.in === 'query' && !(parameter.name in draft.query))
        .map((parameter) => parameter.name)
      const fields = missing.length > 0 ? missing : optional
      if (fields.length === 0) break
      draft = {
        ...draft,
        query: { ...draft.query, ...Object.fromEntries(fields.map((field) => [field, String(this.values.of(field, {}))])) },
      }
      reply = await this.sendDraft(session, draft)
    }
    if (
      operation.method === 'POST' &&
      isSuccess(reply) &&
      ['other', 'admin', 'upload'].includes(operation.purpose) &&
      this.createsObjects(operation, reply)
    )
      this.state.remember(fill(operation.path, ids), reply, session, nonce)
    return { operation, draft, session, reply }
  }

  /** Other values for fields whose type nobody told, where the refusal does not say what is wrong. */
  private async guess(
    operation: Operation,
    session: Session | null,
    draft: Draft,
  ): Promise<{ readonly draft: Draft; readonly reply: Reply } | null> {
    let tries = 0
    for (const name of Object.keys(draft.body ?? {})) {
      const schema = operation.body?.schema.properties?.[name]
      if (schema?.type !== undefined || schema?.enum !== undefined || /mail|pass/i.test(name)) continue
      for (const value of guessesFor(name)) {
        if (tries >= 10) return null
        tries += 1
        const candidate = { ...draft, body: { ...draft.body, [name]: value } }
        const reply = await this.sendDraft(session, candidate, { mayFail: true })
        if (isSuccess(reply)) return { draft: candidate, reply }
      }
    }
    return null
  }

  createsObjects(operation: Operation, reply: Reply): boolean {
    return (
      reply.status === 201 ||
      this.state.itemOperation(operation.path, 'GET') !== null ||
      this.state.itemOperation(operation.path, 'DELETE') !== null ||
      operation.effects.includes('create')
    )
  }

  /** Whether a request would change what the run did not make: no update, no removal, and nothing that an administrator does to others. */
  private async changesForeign(operation: Operation, session: Session | null): Promise<boolean> {
    const [, template = '', parameter = ''] = /^(.*)\/\{([^}]+)\}[^{}]*$/.exec(operation.path) ?? []
    const isChange = ['PUT', 'PATCH', 'DELETE'].includes(operation.method) || (operation.method === 'POST' && session?.role === 'admin')
    if (parameter === '' || !isChange) return false
    const ids = await this.idsFor(operation, session)
    const id = ids[parameter]
    if (id === undefined) return true
    if (this.state.created.some((object) => object.id === id && object.collection === fill(template, ids))) return false
    return !this.holdsUsers(template, parameter) || !this.isOurUser(id)
  }

  private isOurUser(id: string): boolean {
    const own = [
      ...this.identities.sessions.filter(({ made }) => made === 'registered'),
      ...this.identities.registered.map(({ session }) => session),
    ]
    return own.some((session) => session?.userId === id)
  }

  /** A user made for what administrators do to users; null when nobody can be made. */
  private async spareUser(): Promise<Session | null> {
    this.spare ??= this.identities.registerUser('user-spare', {})
    const session = await this.spare
    const { check } = this.identities
    if (session !== null && session.userId === null && check !== null)
      session.userId = userIdOf(await this.identities.asIdentity(session, check.request), session.token)
    return session
  }

  private spare: Promise<Session | null> | null = null

  private async idIn(
    template: string,
    collection: string,
    parameter: string,
    session: Session | null,
    isWrite: boolean,
  ): Promise<string | null> {
    if (this.holdsUsers(template, parameter)) {
      const subject = isWrite && session?.role === 'admin' ? await this.spareUser() : session
      if (subject?.userId != null) return subject.userId
    }
    const own = this.state.created.find((object) => object.collection === collection && object.owner === session && !object.isRemoved)
    if (own !== undefined) return own.id
    const made = session === null ? null : await this.create(template, idsIn(template, collection), session)
    if (made !== null) return made.id
    return this.listedId(template, collection, session)
  }

  /** Whether a collection is that of users; accounts that anybody may open are things that users have. */
  private holdsUsers(template: string, parameter: string): boolean {
    if (!/\/(?:users|accounts|members|customers|profiles?)$/i.test(template) && !/^(?:user|account|owner)_?id$/i.test(parameter))
      return false
    const producer = this.state.producerOf(template)
    return producer === null || producer === this.identities.register || producer.purpose === 'register'
  }

  private readonly listed = new Map<string, string | null>()

  private async listedId(template: string, collection: string, session: Session | null): Promise<string | null> {
    const lister = this.state.listerOf(template)
    if (lister === null) return null
    const key = `${collection} ${session?.name ?? ''}`
    const known = this.listed.get(key)
    if (known !== undefined) return known
    const reply = await this.send(session, { method: 'GET', path: collection })
    const first = itemsOf(jsonOf(reply))?.[0]
    const id = first === undefined ? null : idOf(first)
    this.listed.set(key, id)
    return id
  }

  private async anyIdOf(noun: string, session: Session | null): Promise<string | null> {
    const wanted = noun
      .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .replaceAll('_', '-')
    const lister = this.operations.find(
      (operation) =>
        operation.method === 'GET' &&
        new RegExp(`/${wanted}(?:s|es)?$`).test(shape(operation.path).toLowerCase()) &&
        !operation.path.includes('{'),
    )
    if (lister === undefined) return null
    const listed = await this.listedId(lister.path, lister.path, session)
    if (listed !== null) return listed
    return (await this.create(lister.path, {}, session))?.id ?? null
  }
}

/** The template with its ids filled in. */
export function fill(template: string, ids: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^}/]+)\}/g, (_whole, name: string) => encodeURIComponent(ids[name] ?? '1'))
}

/** Puts a word into the first text of a body that may hold any. */
export function withNonce(body: Readonly<Record<string, unknown>>, nonce: string): Record<string, unknown> {
  const free = Object.entries(body).filter(([, value]) => typeof value === 'string')
  const chosen =
    free.find(
      ([name]) =>
        /title|name|note|description|comment|content|text|body|message|label|subject|address/i.test(name) && !/user_?name/i.test(name),
    ) ?? free.find(([name, value]) => String(value).startsWith('assay ') && !/mail|pass|url|date|type|status/i.test(name))
  return chosen === undefined ? { ...body } : { ...body, [chosen[0]]: `assay ${nonce}` }
}

/** The exchange evidence of a trial that is yet to be told. */
export type TrialParts = Partial<Omit<Trial, 'name' | 'saw' | 'effect'>> & Pick<Trial, 'name' | 'saw' | 'effect'>

/** A trial on an operation; what is not given is empty. */
export function trialOn(operation: Pick<Operation, 'method' | 'path' | 'file' | 'line'> | null, parts: TrialParts): Trial {
  return {
    method: operation?.method ?? 'GET',
    path: operation?.path ?? '/',
    parameter: null,
    identity: 'anonymous',
    baseline: null,
    control: null,
    attempts: [],
    reproduced: { count: 0, of: 0 },
    details: {},
    file: operation?.file ?? null,
    line: operation?.line ?? null,
    ...parts,
  }
}

export function exchangesOf(...replies: readonly (Reply | null | undefined)[]): readonly Exchange[] {
  return replies.flatMap((reply) => (reply == null ? [] : [reply.exchange]))
}

function idsIn(template: string, collection: string): Readonly<Record<string, string>> {
  const ids: Record<string, string> = {}
  const actual = collection.split('/')
  for (const [index, segment] of template.split('/').entries()) {
    const name = /^\{([^}]+)\}$/.exec(segment)?.[1]
    if (name !== undefined && actual[index] !== undefined) ids[name] = decodeURIComponent(actual[index])
  }
  return ids
}

function guessesFor(name: string): readonly unknown[] {
  if (/priority|level|severity/i.test(name)) return [1, 'normal', 'low', 'medium', 'high']
  if (/status|state/i.test(name)) return ['open', 'active', 'pending', 'todo', 'new', 'draft']
  if (/items|tags|ids|list|lines/i.test(name)) return [[], ['assay']]
  if (/(?:_?id|Id)$/.test(name)) return ['1', 1]
  if (/count|quantity|amount|price|number|size|total|cents|year|age|stock/i.test(name)) return [1, '1']
  if (/^is|^has|enabled|active|public|done/i.test(name)) return [true, false]
  return [1, true]
}

/** Another kind of value, when the first was refused. */
function alternative(value: unknown): unknown {
  if (typeof value === 'string') return /^\d+$/.test(value) ? Number(value) : 1
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value[0] ?? 'assay'
  return 'assay'
}

/** Whether neither specification nor source tells what a body holds. */
function hasUnknownBody({ body }: Operation): boolean {
  return body === null || (/json/.test(body.contentType) && Object.keys(body.schema.properties ?? {}).length === 0)
}

/** The operation with fields that a refusal taught. */
function learntOperation(operation: Operation, body: Readonly<Record<string, unknown>>): Operation {
  if (!hasUnknownBody(operation)) return operation
  return {
    ...operation,
    body: {
      contentType: 'application/json',
      isRequired: true,
      schema: { type: 'object', properties: Object.fromEntries(Object.keys(body).map((name) => [name, {}])) },
    },
  }
}

function numeric(id: string, type: string | undefined): unknown {
  return type !== 'string' && /^\d{1,15}$/.test(id) ? Number(id) : id
}

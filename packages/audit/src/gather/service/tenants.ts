import type { Schema } from '../../model/facts/service.ts'
import { isJoining } from './object-acts.ts'
import type { Operation } from './operations.ts'
import { numeric } from './own-ids.ts'
import type { Probing } from './probing.ts'
import { isSuccess, isTaken, jsonOf, type Reply } from './reply.ts'
import { draftOf, requestOf } from './requests.ts'
import type { Session } from './session.ts'
import { fill, idOf, itemsOf, namedBy, shape } from './state.ts'

type Fields = Readonly<Record<string, unknown>>

/** A collection of what several users share, each with a role of its own: workspaces, teams, organisations. */
export interface TenantKind {
  /** Template of one of them: `/workspaces/{ws}`. */
  readonly template: string
  readonly parameter: string
  readonly collection: string
  /** Lists who belongs to one. */
  readonly lister: Operation
  readonly invite: Operation | null
  readonly accept: Operation | null
  /** The same by a link that is followed. */
  readonly acceptByLink: Operation | null
  /** Takes somebody in who is named. */
  readonly add: Operation | null
  readonly change: Operation | null
  readonly remove: Operation | null
}

/** A user who was taken in. */
export interface Member {
  readonly session: Session
  readonly role: string
  /** What the paths of the service call the member. */
  readonly id: string
}

/** How somebody was taken in. */
export interface Joining {
  /** Null where the owner does not see them in the list. */
  readonly member: Member | null
  /** The answer to who took the invitation; null where none was taken. */
  readonly accepted: Reply | null
}

const NOT_JOINED: Joining = { member: null, accepted: null }

const MEMBERS = /^(.*\/\{([^}/]+)\})\/(?:members?|memberships|users|people|collaborators|participants|teammates|staff)$/i
const INVITATIONS = /^(?:invit(?:e|es|ation|ations)|join-?codes?)$/i
const ROLE = /^(?:\w+_)?role$|^access(?:_?level)?$/i
const CODE = /^(?:\w+_)?(?:code|token|invite|invitation)$/i

/** Words of roles, from those that may least. */
const LADDER: readonly RegExp[] = [
  /^(?:guest|viewer|reader|read[-_]?only|observer|auditor)$/i,
  /^(?:member|user|basic|commenter|employee|customer|participant|standard)$/i,
  /^(?:contributor|editor|writer|author|agent|staff|developer|accountant)$/i,
  /^(?:approver|reviewer|manager|maintainer|moderator|lead|supervisor)$/i,
  /^(?:admin|administrator|co-?owner)$/i,
  /^(?:owner|super_?admin|super_?user|root)$/i,
]

/** How much a role may, by its word; null of a word that says nothing. */
export function rankOf(role: string): number | null {
  const rank = LADDER.findIndex((words) => words.test(role))
  return rank < 0 ? null : rank
}

/** Shared things that can be made, and others taken into. */
export function tenantKinds(operations: readonly Operation[]): readonly TenantKind[] {
  const at = (method: string, path: string): Operation | null =>
    operations.find((operation) => operation.method === method && shape(operation.path) === shape(path)) ?? null
  return operations.flatMap((lister): TenantKind[] => {
    const [, template, parameter] = MEMBERS.exec(lister.path) ?? []
    const collection = template?.replace(/\/\{[^}/]+\}$/, '') ?? ''
    if (lister.method !== 'GET' || template === undefined || parameter === undefined || collection === '') return []
    if (collection.includes('{') || at('POST', collection) === null) return []
    const isItem = ({ path }: Operation): boolean => shape(path) === `${shape(lister.path)}/{}`
    const invite = operations.find(({ method, path }) => method === 'POST' && isInviting(path, template)) ?? null
    const add = at('POST', lister.path)
    const change = operations.find((one) => ['PATCH', 'PUT'].includes(one.method) && isItem(one) && roleFieldOf(one) !== null) ?? null
    const accept = operations.find(({ method, path, body }) => method === 'POST' && takesCode(path, body?.schema)) ?? null
    const acceptByLink = accept === null || !isJoining(accept.path) ? null : at('GET', accept.path)
    if ((invite === null || accept === null) && add === null) return []
    const remove = operations.find((one) => one.method === 'DELETE' && isItem(one)) ?? null
    return [{ template, parameter, collection, lister, invite, accept, acceptByLink, add, change, remove }]
  })
}

function isInviting(path: string, template: string): boolean {
  return path.startsWith(`${template}/`) && INVITATIONS.test(path.slice(template.length + 1).replace(/\/$/, ''))
}

/** Whether a path lets in whoever has a code, in it or in the body. */
function takesCode(path: string, schema: Schema = {}): boolean {
  if (isJoining(path)) return /invit|join|code/i.test(path)
  return /\/(?:join|accept(?:-invit\w*)?)\/?$/i.test(path) && codeFieldOf(schema) !== undefined
}

function codeFieldOf({ properties = {} }: Schema): string | undefined {
  return Object.keys(properties).find((name) => CODE.test(name))
}

/** The field of a body that says what somebody may. */
export function roleFieldOf(operation: Operation | null): string | null {
  return Object.keys(operation?.body?.schema.properties ?? {}).find((name) => ROLE.test(name)) ?? null
}

/** Roles that an operation offers, from the lowest. */
export function rolesOf(operations: readonly (Operation | null)[]): readonly string[] {
  const offered = operations.flatMap((operation) => {
    const field = roleFieldOf(operation)
    const choices = field === null ? [] : (operation?.body?.schema.properties?.[field]?.enum ?? [])
    return choices.flatMap((choice) => (typeof choice === 'string' && rankOf(choice) !== null ? [choice] : []))
  })
  return [...new Set(offered)].sort((a, b) => (rankOf(a) ?? 0) - (rankOf(b) ?? 0))
}

/** Something shared that the run made, with users of the run in it. */
export class Tenant {
  readonly kind: TenantKind
  readonly id: string
  readonly owner: Session
  private readonly probing: Probing
  private joined = 0

  private constructor(probing: Probing, kind: TenantKind, owner: Session, id: string) {
    this.probing = probing
    this.kind = kind
    this.owner = owner
    this.id = id
  }

  /** Makes one; null when that is refused. */
  static async open(probing: Probing, kind: TenantKind, owner: Session): Promise<Tenant | null> {
    const made = await probing.create(kind.collection, {}, owner, kind.parameter)
    return made === null ? null : new Tenant(probing, kind, owner, made.id)
  }

  get ids(): Readonly<Record<string, string>> {
    return { [this.kind.parameter]: this.id }
  }

  /** Registers somebody whom `by`, the owner where nobody else is named, takes in with a role; null when they are not in it afterwards. */
  async join(role: string | null, by: Session = this.owner): Promise<Member | null> {
    return (await this.joining(role, by, this.kind.accept)).member
  }

  /** The same in a way of the caller's, with what the invitation was answered when it was taken. */
  async joining(role: string | null, by: Session, accept: Operation | null): Promise<Joining> {
    const { kind, probing } = this
    probing.client.takeNextAddress()
    this.joined += 1
    const session = await probing.identities.registerUser(`user-${role ?? 'member'}-${this.joined}`, {})
    if (session === null) return NOT_JOINED
    await probing.ownId(session)
    if (kind.invite !== null && accept !== null) {
      const invited = await this.invite(role, by, session)
      if (!isTaken(invited)) return NOT_JOINED
      const accepted = await this.accept(accept, invited, session)
      return { member: await this.memberOf(session), accepted }
    }
    return isTaken(await this.add(role, by, session)) ? { member: await this.memberOf(session), accepted: null } : NOT_JOINED
  }

  /** Asks for an invitation. */
  invite(role: string | null, by: Session, guest: Session | null = null): Promise<Reply> {
    return this.sendAbout(this.kind.invite, role, by, guest)
  }

  private add(role: string | null, by: Session, guest: Session): Promise<Reply> {
    return this.sendAbout(this.kind.add, role, by, guest)
  }

  /** A request that names a role, and a user where the body has a field for one. */
  private sendAbout(operation: Operation | null, role: string | null, by: Session, guest: Session | null): Promise<Reply> {
    if (operation === null) throw new Error('the service takes nobody in this way')
    const field = roleFieldOf(operation)
    const draft = draftOf(operation, this.probing.values, this.ids, guest === null ? {} : namesIn(operation, guest))
    const body = role === null || field === null ? draft.body : { ...draft.body, [field]: role }
    return this.probing.send(by, { ...requestOf({ ...draft, body }), mayFail: true })
  }

  /** Takes an invitation by what its answer told; null where that told no code. */
  private async accept(accept: Operation, invited: Reply, session: Session): Promise<Reply | null> {
    const parameter = [...accept.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name).at(-1)
    const field = codeFieldOf(accept.body?.schema ?? {})
    const answer = jsonOf(invited)
    const code = namedBy(parameter ?? field ?? 'code', answer) ?? textUnder(answer, CODE) ?? idOf(answer)
    if (code === null) return null
    const ids = { ...this.ids, ...(parameter === undefined ? {} : { [parameter]: code }) }
    const draft = draftOf(accept, this.probing.values, ids, {})
    const body = field === undefined ? draft.body : { ...draft.body, [field]: code }
    return this.probing.send(session, { ...requestOf({ ...draft, body }), mayFail: true })
  }

  /** The list of members as the owner sees it. */
  list(): Promise<Reply> {
    return this.probing.send(this.owner, { method: 'GET', path: fill(this.kind.lister.path, this.ids), mayFail: true })
  }

  /** Somebody as a member; null when the owner does not see them in the list. */
  async memberOf(session: Session): Promise<Member | null> {
    const entry = entryIn(await this.list(), session)
    if (entry === null) return null
    const parameter = /\{([^}]+)\}$/.exec(this.kind.change?.path ?? this.kind.remove?.path ?? '')?.[1] ?? ''
    const named = /user|person|account/i.test(parameter) ? session.userId : idOf(entry)
    const role = Object.entries(entry).find(([name, value]) => ROLE.test(name) && typeof value === 'string')?.[1]
    return { session, role: typeof role === 'string' ? role : '', id: named ?? session.userId ?? '' }
  }

  /** Gives a member another role; the other fields of the body stay what they were. */
  changeRole(member: Member, role: string, by: Session): Promise<Reply> {
    const { change } = this.kind
    const field = roleFieldOf(change)
    if (change === null || field === null) throw new Error('the service changes no roles')
    const draft = draftOf(change, this.probing.values, this.idsOf(change, member), {})
    return this.probing.send(by, { ...requestOf({ ...draft, body: { [field]: role } }), mayFail: true })
  }

  remove(member: Member, by: Session): Promise<Reply> {
    const { remove } = this.kind
    if (remove === null) throw new Error('the service removes no members')
    return this.probing.send(by, { ...requestOf(draftOf(remove, this.probing.values, this.idsOf(remove, member), {})), mayFail: true })
  }

  private idsOf({ path }: Operation, { id }: Member): Readonly<Record<string, string>> {
    const last = /\{([^}]+)\}\/?$/.exec(path)?.[1] ?? 'id'
    return { ...this.ids, [last]: id }
  }
}

/** Fields of a body that name the guest. */
/** The fields of a body that name a user, with what that user is called. */
export function namesIn({ body }: Operation, { credentials, userId }: Session): Fields {
  return Object.fromEntries(
    Object.keys(body?.schema.properties ?? {}).flatMap((name): [string, unknown][] => {
      if (credentials !== null && /mail/i.test(name)) return [[name, credentials.email]]
      if (credentials !== null && /^(?:user_?name|login|handle)$/i.test(name)) return [[name, credentials.username]]
      if (userId !== null && /^(?:user|member|account|person)(?:_?id)?$/i.test(name)) return [[name, numeric(userId)]]
      return []
    }),
  )
}

/** The entry of a list that is about a user. */
function entryIn(list: Reply, { credentials, userId }: Session): Fields | null {
  if (!isSuccess(list)) return null
  const names = [credentials?.email, credentials?.username, userId].filter((name) => name != null && name !== '').map(String)
  const isAbout = (entry: Fields, depth = 0): boolean =>
    Object.entries(entry).some(([name, value]) =>
      typeof value === 'object' && value !== null
        ? depth < 1 && /user|member|account|person/i.test(name) && isAbout(value as Fields, depth + 1)
        : /id$|mail|user|login|handle/i.test(name) && names.includes(String(value)),
    )
  return (itemsOf(jsonOf(list)) ?? []).find((entry) => isAbout(entry)) ?? null
}

/** The first text of an answer under a name. */
function textUnder(answer: unknown, name: RegExp, depth = 0): string | null {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer) || depth > 2) return null
  for (const [key, value] of Object.entries(answer)) {
    if (name.test(key) && typeof value === 'string' && value !== '') return value
    const inner = textUnder(value, name, depth + 1)
    if (inner !== null) return inner
  }
  return null
}

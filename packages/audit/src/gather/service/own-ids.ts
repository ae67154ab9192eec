import type { Schema } from '../../model/facts/service.ts'
import { isPasswordName, isUserName } from './identities/credential-fields.ts'
import { isMadeBy } from './kin.ts'
import { ACT, isAct, LINKED_ACT } from './object-acts.ts'
import { Offers, roomIn, takesOf } from './offers.ts'
import type { Operation } from './operations.ts'
import { ownCode, takesCode } from './own-codes.ts'
import type { Probing } from './probing.ts'
import { isHtml, isSuccess, jsonOf } from './reply.ts'
import { NOBODY } from './requests.ts'
import { type Session, userIdOf } from './session.ts'
import { type CreatedObject, fill, fits, idOf, itemOf, itemsOf, namedBy, shape } from './state.ts'
import { singular } from './values.ts'

/** Fields that name another user of the service by what it is called. */
const NAMES_ANOTHER =
  /^(?:to|to_?user|to_?account|recipient|receiver|payee|beneficiary|invitee|friend)(?:_?(?:id|name|user_?name|e?mail))?$/i

/** Fields that name where something goes, or what it is put together with: another thing of the same kind. */
const TARGET =
  /^(?:target|dest(?:ination)?|counterpart)(?:_?(?:id|account|wallet))?$|^(?:source|duplicate|original|other|into|with|primary|secondary|survivor|canonical|related|linked|merged?(?:_?(?:into|with|from))?|successor|predecessor|replacement)(?:_?(?:of|by))?_?id$/i

/** What stands beside a new password. */
const PRESENT = /^(?:current|old|present|previous|existing)$/i

/** Bodies in which the things of another user are tried in vain, for each operation. */
const MOST_OF_ANOTHER = 2

/** Ids that requests may name: of what the run made first, then of what a list shows. */
export class OwnIds {
  private readonly probing: Probing
  private readonly offers: Offers
  private readonly listed = new Map<string, string | null>()
  private spare: Promise<Session | null> | null = null
  /** Lists under other paths whose own ids are being looked for. */
  private readonly looking = new Set<Operation>()
  /** A user with whom the others have to do: nobody who is compared with another is the other side of what that one made. */
  private partner: Session | null = null
  private seeking: Promise<Session | null> | null = null
  /** How often things of another user were tried, by operation. */
  private readonly asked = new Map<string, number>()
  /** Operations that took a thing of another user, by the place that named it. */
  private readonly wanted = new Map<string, 'body' | 'path'>()

  constructor(probing: Probing) {
    this.probing = probing
    this.offers = new Offers(probing)
  }

  /** What lists showed may be another caller's by now. */
  forgetLists(): void {
    this.listed.clear()
  }

  /** Ids for a template's parameters, from objects that the session owns; made when there is an operation that makes them. */
  async idsFor(operation: Operation, session: Session | null): Promise<Readonly<Record<string, string>>> {
    const ids: Record<string, string> = {}
    let template = ''
    for (const segment of operation.path.split('/').slice(1)) {
      const parameter = /^\{([^}]+)\}$/.exec(segment)?.[1]
      if (parameter !== undefined && template !== '') {
        const collection = fill(template, ids)
        const id = await this.idIn(operation, template, collection, parameter, session)
        if (id !== null) ids[parameter] = id
      }
      template += `/${segment}`
    }
    return ids
  }

  /** Values that fields of a body take when they exist: ids of other things, the caller's own. */
  async knownValues(operation: Operation, session: Session | null): Promise<Readonly<Record<string, unknown>>> {
    // Who changes itself keeps the name by which it logs in.
    const own = /\/(?:me|self|profile|account|settings)\/?$/i.test(operation.path) ? (session?.credentials ?? null) : null
    const known: Record<string, unknown> = own === null ? { ...roomIn(operation, session) } : { email: own.email, username: own.username }
    for (const name of Object.keys(operation.body?.schema.properties ?? {}))
      if (own !== null && isUserName(name)) known[name] = own.username
    const hasPassword = Object.keys(operation.body?.schema.properties ?? {}).some(isPasswordName)
    for (const [name, schema] of Object.entries(operation.body?.schema.properties ?? {})) {
      // Who changes the password keeps it: later requests log in with it.
      if (session?.credentials != null && (isPasswordName(name) || (hasPassword && PRESENT.test(name))))
        known[name] = session.credentials.password
      if (operation.method === 'POST' && takesCode(name) && schema.enum === undefined) {
        const code = await ownCode(this.probing.state.created, operation.path, name, (noun) => this.anyIdOf(noun, session, true))
        if (code !== null) known[name] = code
        continue
      }
      if (NAMES_ANOTHER.test(name) && schema.enum === undefined) {
        await this.partnerOf(session)
        const [first] = this.namesOfAnother(name, schema, session)
        if (first !== undefined) known[name] = first
        continue
      }
      const beside = namesBeside(name) && schema.enum === undefined ? await this.besides(operation, session) : null
      if (beside !== null) {
        known[name] = numeric(beside, schema.type)
        continue
      }
      if (isIdList(name, schema)) {
        const collection = nounOfList(name, operation.path)
        const id = collection === null ? null : await this.anyIdOf(collection, session, operation.method !== 'GET')
        known[name] = [numeric(id ?? NOBODY, schema.items?.type)]
        continue
      }
      const noun = /^(\w+?)(?:_id|Id)$/.exec(name)?.[1] ?? (schema.format === 'uuid' || schema.type === 'integer' ? name : undefined)
      if (noun === undefined || schema.enum !== undefined) continue
      if (noun !== name && /^(?:user|owner|customer|account|author)$/i.test(noun) && !isMadeBy(this.probing.wireOperations, noun)) {
        if (session?.userId != null) known[name] = numeric(session.userId, schema.type)
        continue
      }
      const id = await this.anyIdOf(noun, session, operation.method !== 'GET')
      if (id !== null) known[name] = numeric(id, schema.type)
    }
    // A reader that asks for what it belongs to is given an own thing.
    for (const { name, in: place, isRequired, schema } of operation.parameters) {
      const noun = place === 'query' && isRequired && schema.enum === undefined ? /^(\w+?)(?:_id|Id)$/.exec(name)?.[1] : undefined
      const id = noun === undefined || OF_SOMEBODY.test(name) ? null : await this.anyIdOf(noun, session, operation.method !== 'GET', true)
      if (id !== null) known[name] = numeric(id, schema.type)
    }
    return known
  }

  /** The other side of what is sent, ordered or reviewed; null when nobody can be registered. */
  async partnerOf(session: Session | null): Promise<Session | null> {
    if (session === null || !this.probing.mayWrite || session === this.partner) return null
    this.seeking ??= this.probing.identities.registerUser('user-partner', {})
    const partner = await this.seeking
    if (partner !== null) await this.probing.ownId(partner)
    this.partner = partner
    return partner
  }

  /** Another own thing of the collection that a path is about, for what goes from one to another: a number made up would be anybody's. */
  private async besides(operation: Operation, session: Session | null): Promise<string | null> {
    const collection = /^([^{]*)\/\{[^{}]+\}\/[^{}]+$/.exec(operation.path)?.[1] ?? ''
    if (collection === '' || session === null || operation.method === 'GET') return null
    const [, second] = this.probing.state.created.filter(
      (object) => object.collection === collection && object.owner === session && !object.isRemoved,
    )
    return second?.id ?? (await this.probing.create(collection, {}, session))?.id ?? null
  }

  /** The other side of a user's dealings: of a partner the first user. */
  private async otherSideOf(session: Session | null): Promise<Session | null> {
    const { ordinaryUser } = this.probing.identities
    return session !== null && session === this.partner && ordinaryUser !== session ? ordinaryUser : this.partnerOf(session)
  }

  /** What another of our own users may be called where something is sent to somebody; empty where a field names nobody. */
  namesOfAnother(name: string, { type }: Schema, session: Session | null): readonly unknown[] {
    if (!NAMES_ANOTHER.test(name)) return []
    const { identities } = this.probing
    const partner = session === this.partner ? identities.ordinaryUser : this.partner
    const other = partner ?? (session === identities.userB ? identities.userA : identities.userB)
    if (other === null) return []
    const id = other.userId === null ? [] : [numeric(other.userId, type)]
    const { credentials } = other
    if (credentials === null || /_?id$/i.test(name) || type === 'integer') return id
    const names = /mail/i.test(name) ? [credentials.email] : [identities.loginNameOf(credentials)]
    return [...new Set([...names, ...id, credentials.username, credentials.email])]
  }

  /** Ids of things that another of our users made, for the fields of a body that name one: nobody orders or reviews what is the own. */
  async thingsOfAnother(operation: Operation, session: Session | null): Promise<Readonly<Record<string, unknown>> | null> {
    const tries = this.asked.get(operation.key) ?? 0
    const fields = Object.entries(operation.body?.schema.properties ?? {}).filter(([name]) => /(?:_id|Id)$/.test(name))
    if (session === null || fields.length === 0 || tries >= MOST_OF_ANOTHER) return null
    this.asked.set(operation.key, tries + 1)
    const other = await this.otherSideOf(session)
    if (other === null) return null
    const things: Record<string, unknown> = {}
    for (const [name, { type, enum: choices }] of fields) {
      const noun = /^(\w+?)(?:_id|Id)$/.exec(name)?.[1]
      const lister = noun === undefined || choices !== undefined ? undefined : this.listerOfNoun(noun)
      if (lister === undefined || lister.purpose === 'admin') continue
      const made = await this.probing.create(lister.path, {}, other)
      if (made !== null) things[name] = numeric(made.id, type)
    }
    return Object.keys(things).length === 0 ? null : things
  }

  /** The id of a thing that another of our users made, where a path names what something is done to: nobody makes an offer for the own, or takes one that is not made to oneself. */
  async pathOfAnother(operation: Operation, session: Session | null): Promise<Readonly<Record<string, string>> | null> {
    const [, template = '', parameter = ''] = /^([^{]*)\/\{([^{}]+)\}\/[^{}]+$/.exec(operation.path) ?? []
    const key = `path of ${operation.key}`
    const tries = this.asked.get(key) ?? 0
    if (session === null || template === '' || tries >= MOST_OF_ANOTHER || this.holdsUsers(template, parameter)) return null
    this.asked.set(key, tries + 1)
    const other = await this.otherSideOf(session)
    const made = other === null ? null : await this.probing.create(template, {}, other, parameter)
    return made === null ? null : { [parameter]: made.id }
  }

  /** Such a thing was what the operation wanted: it is given one whenever it asks. */
  notePartnerWanted(operation: Operation, place: 'body' | 'path'): void {
    this.wanted.set(operation.key, place)
    this.asked.delete(place === 'body' ? operation.key : `path of ${operation.key}`)
  }

  /** Where an operation took a thing of another user; null where it takes the caller's own. */
  wantsOfAnother(operation: Operation): 'body' | 'path' | null {
    return this.wanted.get(operation.key) ?? null
  }

  /** Whether a request would change what the run did not make: no update, no removal, no link that does something, and nothing that an administrator does to others. */
  async changesForeign(operation: Operation, session: Session | null): Promise<boolean> {
    const parameter = /\{([^}]+)\}[^{}]*$/.exec(operation.path)?.[1] ?? ''
    const act = /\}\/([^{}/]+)\/?$/.exec(operation.path)?.[1] ?? ''
    const isChange =
      ['PUT', 'PATCH', 'DELETE'].includes(operation.method) ||
      (operation.method === 'GET' && LINKED_ACT.test(act)) ||
      (operation.method === 'POST' && (session?.role === 'admin' || operation.purpose === 'admin' || ACT.test(act)))
    return parameter !== '' && isChange && this.namesForeign(operation, session)
  }

  /** Whether the last thing that a path names is none that the run made, nor a user of the run. */
  async namesForeign(operation: Operation, session: Session | null): Promise<boolean> {
    const [, template = '', parameter = ''] = /^(.*)\/\{([^}]+)\}[^{}]*$/.exec(operation.path) ?? []
    const ids = await this.idsFor(operation, session)
    const id = ids[parameter]
    if (id === undefined) return true
    const collection = fill(template, ids)
    const owners = [session, ...this.probing.state.created.map(({ owner }) => owner)]
    if (owners.some((owner) => this.probing.state.ownOf(template, collection, parameter, owner).some((object) => object.id === id)))
      return false
    return !this.holdsUsers(template, parameter) || !this.isOurUser(id)
  }

  private isOurUser(id: string): boolean {
    const own = [
      ...this.probing.identities.sessions.filter(({ made }) => made === 'registered'),
      ...this.probing.identities.registered.map(({ session }) => session),
    ]
    return own.some((session) => session?.userId === id)
  }

  /** Whether a collection is that of users; accounts that anybody may open are things that users have. */
  private holdsUsers(template: string, parameter: string): boolean {
    if (
      !/\/(?:users?|accounts?|members?|customers?|profiles?|people|authors?|u)$/i.test(template) &&
      !/^(?:user|account|owner)_?id$|^user_?name$/i.test(parameter)
    )
      return false
    const producer = this.probing.state.producerOf(template)
    return producer === null || producer === this.probing.identities.register || producer.purpose === 'register'
  }

  /** A user made for what administrators do to users; null when nobody can be made. */
  private async spareUser(): Promise<Session | null> {
    this.spare ??= this.probing.identities.registerUser('user-spare', {})
    const session = await this.spare
    const { check } = this.probing.identities
    if (session !== null && session.userId === null && check !== null)
      session.userId = userIdOf(await this.probing.identities.asIdentity(session, check.request), session.token)
    return session
  }

  private async idIn(
    operation: Operation,
    template: string,
    collection: string,
    parameter: string,
    session: Session | null,
  ): Promise<string | null> {
    const isWrite = operation.method !== 'GET'
    const name = namesByName(parameter) ? session?.credentials : null
    // What nothing makes, and is named as a user is, belongs to that user: `/shops/{handle}`.
    if (name != null && (this.holdsUsers(template, parameter) || this.probing.state.producerOf(template) === null)) return name.username
    if (this.holdsUsers(template, parameter)) {
      const subject = isWrite && session?.role === 'admin' ? await this.spareUser() : session
      if (subject?.userId != null) return subject.userId
    }
    const all = this.probing.state.ownOf(template, collection, parameter, session)
    // What was handed in takes no changes: they go to another.
    const own = isWrite && !isAct(operation.path) ? all.find(({ isEnded }) => !isEnded) : all[0]
    if (own !== undefined) return calledHere(own, collection, parameter)
    const made = session === null ? null : await this.probing.create(template, idsIn(template, collection), session, parameter)
    if (made !== null) return calledHere(made, collection, parameter)
    if (all[0] !== undefined) return calledHere(all[0], collection, parameter)
    const single = session === null ? null : await this.singleOf(template, parameter, session)
    if (single !== null) return single
    const besides = session === null ? null : await this.madeBesides(template, collection, parameter, session)
    if (besides !== null) return besides
    return (
      (takesOf(operation) && !this.holdsUsers(template, parameter)
        ? await this.offers.idIn(template, idsIn(template, collection), session, parameter)
        : null) ??
      (await this.listedId(template, collection, session)) ??
      (await this.kinId(template, collection, parameter, session)) ??
      (session === null ? null : this.probing.told.inAddresses(collection, session)) ??
      (isWrite ? null : this.toldId(parameter, session))
    )
  }

  /** The id of what everybody has one of and nobody makes: the own shop of `/me/shop` for `/shops/{shop_id}/orders`, of `/team` for `/teams/{slug}`. */
  private async singleOf(template: string, parameter: string, session: Session): Promise<string | null> {
    const noun = /^(\w+?)_?(?:id|Id)$/.exec(parameter)?.[1]?.toLowerCase().replaceAll('_', '-')
    const plural = template.split('/').at(-1)?.toLowerCase() ?? ''
    const single = singular(plural)
    const isSingle = (path: string): boolean =>
      (noun !== undefined && new RegExp(`/(?:me|my|mine|self|current)/${noun}/?$`).test(path)) ||
      (single !== plural && !path.includes('{') && new RegExp(`/${single.replace(/\W/g, '\\$&')}/?$`).test(path))
    const operation = this.probing.operations.find(({ method, path }) => method === 'GET' && isSingle(path.toLowerCase()))
    if (operation === undefined) return null
    const key = `${operation.key} ${session.name} ${parameter}`
    const known = this.listed.get(key)
    if (known !== undefined) return known
    const reply = await this.probing.send(session, { method: 'GET', path: operation.path, mayFail: true })
    const id = isSuccess(reply) ? (namedBy(parameter, jsonOf(reply)) ?? idOf(jsonOf(reply))) : null
    this.listed.set(key, id)
    return id
  }

  /** What came into being with something that the user made, and is named in its answer as the parameter is: the thread of a message. Nothing makes or lists it by itself. */
  private async madeBesides(template: string, collection: string, parameter: string, session: Session): Promise<string | null> {
    const { state, operations } = this.probing
    if (!/[^_]_?id$/i.test(parameter) || OF_SOMEBODY.test(parameter)) return null
    if (state.producerOf(template) !== null || state.listerOf(template) !== null) return null
    const known = state.created.find(
      ({ owner, isRemoved, answer }) => owner === session && !isRemoved && fieldOf(answer, parameter) !== null,
    )
    const producer = operations.find(({ method, path }) => known !== undefined && method === 'POST' && fits(shape(path), known.madeAt))
    if (known === undefined || producer === undefined) return null
    // Only what holds a word of its own can be told from what others have.
    const made = known.nonce === '' ? await this.probing.create(producer.path, idsIn(producer.path, known.madeAt), session) : known
    const id = made === null || made.nonce === '' ? null : fieldOf(made.answer, parameter)
    return made === null || id === null ? null : state.rememberId(collection, id, session, made.nonce, made.answer).id
  }

  /** The id of something that is listed under another path; it is the run's own where it belongs to something that the run made. */
  private async kinId(template: string, collection: string, parameter: string, session: Session | null): Promise<string | null> {
    const lister = this.probing.state.kinListerOf(template, parameter)
    if (lister === null || this.looking.has(lister)) return null
    this.looking.add(lister)
    const ids = await this.idsFor(lister, session).finally(() => this.looking.delete(lister))
    const path = fill(lister.path, ids)
    const [first] = itemsOf(jsonOf(await this.probing.send(session, { method: 'GET', path, mayFail: true }))) ?? []
    const id = first === undefined ? null : (namedBy(parameter, first) ?? idOf(first))
    const parent = path.replace(/\/[^/]*\/?$/, '')
    const isOurs = this.probing.state.created.some(
      (object) => object.owner === session && parent === `${object.collection}/${encodeURIComponent(object.id)}`,
    )
    if (id !== null && isOurs) this.probing.state.rememberId(collection, id, session, '', first, path)
    return id
  }

  /** Something that comes into being with what it belongs to, and is named apart from it: the ticket of a new order; null where nothing does. */
  async freshKin(template: string, parameter: string, session: Session): Promise<CreatedObject | null> {
    const { state } = this.probing
    const lister = state.producerOf(template) === null ? state.kinListerOf(template, parameter) : null
    const parent = lister === null ? null : itemOf(lister.path.replace(/\/[^/{}]*\/?$/, ''))
    if (lister === null || parent === null || parent.collection.includes('{')) return null
    const made = await this.probing.create(parent.collection, {}, session, parent.parameter)
    if (made === null) return null
    const path = fill(lister.path, { [parent.parameter]: made.id })
    const [first] = itemsOf(jsonOf(await this.probing.send(session, { method: 'GET', path, mayFail: true }))) ?? []
    const id = first === undefined ? null : (namedBy(parameter, first) ?? idOf(first))
    return id === null ? null : state.rememberId(template, id, session, '', first, path)
  }

  /** What an answer to a creation calls by the name of a parameter: the `ref` of a ticket for `/t/{ref}`. */
  private toldId(parameter: string, session: Session | null): string | null {
    const { created } = this.probing.state
    // What was made to be written to may have another name by now than its first answer told.
    const rank = ({ isPublished, nonce }: CreatedObject): number => (isPublished ? 2 : 0) + (nonce === '' ? 0 : 1)
    for (const object of [...created].sort((a, b) => rank(b) - rank(a))) {
      const told = object.owner === session && !object.isRemoved ? namedBy(parameter, object.answer) : null
      if (told !== null) return told
    }
    return null
  }

  private async listedId(template: string, collection: string, session: Session | null): Promise<string | null> {
    const lister = this.probing.state.listerOf(template)
    if (lister === null) return null
    const key = `${collection} ${session?.name ?? ''}`
    const known = this.listed.get(key)
    if (known !== undefined) return known
    const reply = await this.probing.send(session, { method: 'GET', path: collection })
    const first = itemsOf(jsonOf(reply))?.[0]
    const id = first !== undefined ? idOf(first) : isHtml(reply) ? (this.probing.pages.idsIn(reply.body, collection)[0] ?? null) : null
    this.listed.set(key, id)
    return id
  }

  /** The id of what an own parent has: what is booked or ordered is of the own shop then, and nobody else's. */
  private async nestedIdOf(noun: string, session: Session | null): Promise<string | null> {
    const producer = this.probing.operations.find(
      ({ method, path, purpose }) => method === 'POST' && purpose === 'other' && makesBelow(path, noun),
    )
    if (producer === undefined || session === null) return null
    const ids = await this.idsFor(producer, session)
    const collection = fill(producer.path, ids)
    const [own] = this.probing.state.created.filter(
      (object) => object.owner === session && object.madeAt === collection && !object.isRemoved,
    )
    return (own ?? (await this.probing.create(producer.path, ids, session)))?.id ?? null
  }

  /** The operation that lists what a noun names: `listing_id` of `/v1/listings`. */
  private listerOfNoun(noun: string): Operation | undefined {
    const wanted = wordOf(noun)
    return this.probing.operations.find(
      (operation) =>
        operation.method === 'GET' &&
        new RegExp(`/${wanted}(?:s|es)?$`).test(shape(operation.path).toLowerCase()) &&
        !operation.path.includes('{'),
    )
  }

  /** The id of an own object; one that was there before is read at most before one is made, and written to only where none can be made. */
  private async anyIdOf(noun: string, session: Session | null, isWrite: boolean, isOwn = false): Promise<string | null> {
    const lister = this.listerOfNoun(noun)
    if (lister === undefined) return isWrite ? this.nestedIdOf(noun, session) : null
    const own = this.probing.state.created.find(
      (object) => object.collection === lister.path.replace(/(.)\/+$/, '$1') && object.owner === session && !object.isRemoved,
    )
    if (own !== undefined) return own.id
    const made = async (): Promise<string | null> => (await this.probing.create(lister.path, {}, session))?.id ?? null
    const listed = (): Promise<string | null> => this.listedId(lister.path, lister.path, session)
    if (isWrite) return (await made()) ?? (await this.offers.idIn(lister.path, {}, session)) ?? (await listed())
    return isOwn ? ((await made()) ?? (await listed())) : ((await listed()) ?? (await made()))
  }
}

/** Path of what makes things of a noun below a parent: `/shops/{shop}/clerks` of `clerk_id`. */
function makesBelow(path: string, noun: string): boolean {
  return new RegExp(`^[^{]*/\\{[^}/]+\\}/${wordOf(noun)}(?:s|es)?$`).test(path.toLowerCase())
}

/** A noun as paths write it. */
const wordOf = (noun: string): string =>
  noun
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll('_', '-')

/** Whether a field names another thing of the same kind, which what the path names goes to, or is put together with. */
export function namesBeside(name: string): boolean {
  return TARGET.test(name)
}

/** What names an object under another path than that of its collection: the `slug` of a shop for `/shops/{slug}`, where `/api/shops` gives it a number. */
function calledHere(object: CreatedObject, collection: string, parameter: string): string {
  return (object.collection === collection ? null : namedBy(parameter, object.answer)) ?? object.id
}

/** Whether a field names several things by their ids; a number that is made up would be anybody's. */
export function isIdList(name: string, { type, items }: Schema): boolean {
  return /(?:^|_)ids$|[a-z]Ids$/.test(name) && (type === undefined || type === 'array') && items?.properties === undefined
}

/** What a list of ids names: `task_ids`, or the `ids` of `/teams/{team}/tasks/bulk-close`. */
export function nounOfList(name: string, path: string): string | null {
  const own = /^(\w+?)_?(?:ids|Ids)$/.exec(name)?.[1]
  const words = path.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  return own ?? (words.length < 2 ? null : singular(words.at(-2) ?? ''))
}

/** Parameters that name who, or what there was before. */
const OF_SOMEBODY =
  /^(?:user|owner|seller|buyer|author|customer|member|account|recipient|sender|receiver|creator|parent|product|item|category)_?id$/i

/** An id that an answer, or what it wraps alone, gives a field. */
function fieldOf(answer: unknown, name: string): string | null {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return null
  const value = (answer as Readonly<Record<string, unknown>>)[name]
  if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return String(value)
  const [only, ...others] = Object.values(answer)
  return others.length === 0 ? fieldOf(only, name) : null
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

/** Whether a parameter is what users are called, not a number of theirs. */
function namesByName(parameter: string): boolean {
  return /^(?:user_?name|login|handle|nick(?:name)?)$/i.test(parameter)
}

/** An id as a body names it: a number where it looks like one, and nothing says that it is a text. */
export function numeric(id: string, type?: string): unknown {
  return type !== 'string' && /^\d{1,15}$/.test(id) ? Number(id) : id
}

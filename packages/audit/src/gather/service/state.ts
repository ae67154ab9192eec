import type { ResidueFact } from '../../model/facts/service.ts'
import { fits, homeOf, kinOf, shape } from './kin.ts'
import { ACT, endsMaking } from './object-acts.ts'
import type { Operation } from './operations.ts'
import { jsonOf, type Reply } from './reply.ts'
import type { Session } from './session.ts'

/** An object that the run made, until it is removed. */
export interface CreatedObject {
  /** Path of the collection, with its ids filled in: `/orders`. */
  readonly collection: string
  /** Path that made it: of another collection where an object is named apart from what it belongs to. */
  readonly madeAt: string
  readonly id: string
  readonly owner: Session | null
  /** Word that only this object holds; empty when its body took none. */
  readonly nonce: string
  /** What the service answered when it was made. */
  readonly answer: unknown
  isRemoved: boolean
  /** It was taken out of its first state, which may show it to others by design. */
  isPublished: boolean
  /** What it had taken was given back. */
  isCalledOff: boolean
  /** Its making was ended, after which it mostly takes no changes any more. */
  isEnded: boolean
  /** The last word of the path that brought it on: mostly, what was paid or confirmed gives nothing back any more; empty when none did. */
  broughtOnBy: string
}

/** A path that brings an object out of its first state: the object, and the last word. */
const PUBLISHING = /^(.*\/[^/]+)\/((?:publish|activate|submit|open|enable|start|confirm|release)\/?)$/i

/** Last word of a path after which an object mostly gives nothing back. */
const BRINGS_ON = /^(?:confirm|accept|approve|pay|check-?out|ship|complete|finish)$/i

/** A path that shows an object to others. */
const SHOWING = /^(.*\/[^/]+)\/publish\/?$/i

/** Last word of a path that gives back what an object has taken. */
export const CALLS_OFF = /^(?:cancel|withdraw|revoke|call-?off)$/i

/** What the run created, and where ids come from. */
export class State {
  readonly created: CreatedObject[] = []
  private readonly abandoned: ResidueFact[] = []
  private readonly operations: readonly Operation[]

  constructor(operations: readonly Operation[]) {
    this.operations = operations
  }

  /** The operation that makes objects of a collection. */
  producerOf(collectionTemplate: string): Operation | null {
    const wanted = shape(collectionTemplate)
    const isProducer = (operation: Operation): boolean =>
      operation.method === 'POST' && operation.purpose !== 'login' && operation.purpose !== 'logout'
    return (
      this.operations.find((operation) => isProducer(operation) && shape(operation.path) === wanted) ??
      this.operations.find(
        (operation) => isProducer(operation) && [`${wanted}/create`, `${wanted}/new`, `${wanted}/add`].includes(shape(operation.path)),
      ) ??
      null
    )
  }

  /** The operation that makes what a template names under another path; null when there is none, or when it has one of its own. */
  kinProducerOf(collectionTemplate: string, parameter: string): Operation | null {
    return this.producerOf(collectionTemplate) === null ? kinOf(this.operations, 'POST', collectionTemplate, parameter) : null
  }

  /** The operation that lists what a template names under another path; null when there is none, or when it has one of its own. */
  kinListerOf(collectionTemplate: string, parameter: string): Operation | null {
    return this.listerOf(collectionTemplate) === null ? kinOf(this.operations, 'GET', collectionTemplate, parameter) : null
  }

  /** What the run made for one user of what a template names, here or under another path. */
  ownOf(collectionTemplate: string, collection: string, parameter: string, owner: Session | null): readonly CreatedObject[] {
    const kin = this.kinProducerOf(collectionTemplate, parameter)
    return this.created.filter(
      (object) =>
        object.owner === owner &&
        !object.isRemoved &&
        (object.collection === collection || (kin !== null && fits(shape(kin.path), object.madeAt))),
    )
  }

  /** The operation that reads one object, by itself or in the list where it was made; with the path for it. */
  readerOf({ collection, madeAt, id, answer }: CreatedObject): { readonly path: string; readonly isList: boolean } | null {
    const reads = (path: string): boolean =>
      this.operations.some((operation) => operation.method === 'GET' && fits(shape(operation.path), path))
    if (reads(`${collection}/x`)) return { path: this.itemPath(collection, id), isList: false }
    const noun = collection.split('/').at(-1) ?? ''
    // `/photos/{id}` of what `/walls/7/photos` took.
    const own = this.operations.find(
      (operation) => operation.method === 'GET' && new RegExp(`^[^{]*/${noun.replace(/\W/g, '\\$&')}/\\{\\}$`).test(shape(operation.path)),
    )
    const parameter = own === undefined ? '' : (itemOf(own.path)?.parameter ?? '')
    if (own !== undefined) return { path: fill(own.path, { [parameter]: namedBy(parameter, answer) ?? id }), isList: false }
    const file = this.operations.find(({ method, path }) => method === 'GET' && isFileOf(path, noun))
    if (file !== undefined) return { path: file.path.replace(/\{[^}/]+\}/, encodeURIComponent(id)), isList: false }
    const list = [madeAt, collection].find(reads)
    return list === undefined ? null : { path: list, isList: true }
  }

  /** Last words of the paths that bring an object out of its first state: `publish/` of `/jobs/7/publish/`. */
  stepsOf({ collection, id }: CreatedObject): readonly string[] {
    return this.operations.flatMap(({ method, path }) => {
      const [, before, step] = PUBLISHING.exec(path) ?? []
      return method === 'POST' && before?.endsWith('}') === true && step !== undefined && fits(shape(before), `${collection}/${id}`)
        ? [step]
        : []
    })
  }

  /** The operation that lists a collection. */
  listerOf(collectionTemplate: string): Operation | null {
    return this.operations.find((operation) => operation.method === 'GET' && shape(operation.path) === shape(collectionTemplate)) ?? null
  }

  itemOperation(collectionTemplate: string, method: string): Operation | null {
    const wanted = `${shape(collectionTemplate)}/{}`
    return this.operations.find((operation) => operation.method === method && shape(operation.path) === wanted) ?? null
  }

  /** Path of one object, written as its operations write it: with a slash at the end where they have one. */
  itemPath(collection: string, id: string): string {
    const bare = `${collection.replace(/\/+$/, '')}/${encodeURIComponent(id)}`
    const item = this.operations.find(({ path }) => itemOf(path) !== null && fits(shape(path), bare))
    return item?.path.endsWith('/') === true ? `${bare}/` : bare
  }

  /** Enters what an answer made, by what it calls it: by the parameter that it was made for, where another path takes that. */
  remember(made: string, reply: Reply, owner: Session | null, nonce: string, parameter = 'id'): CreatedObject | null {
    const bare = made.replace(/(.)\/+$/, '$1')
    const collection = homeOf(this.operations, bare)
    const answer = jsonOf(reply)
    const id = namedBy(this.parameterOf(collection), answer) ?? namedBy(parameter, answer) ?? idOf(answer, reply)
    return id === null || isActOn(bare, id) ? null : this.rememberId(collection, id, owner, nonce, answer, bare)
  }

  rememberId(
    collection: string,
    id: string,
    owner: Session | null,
    nonce: string,
    answer: unknown = undefined,
    madeAt: string = collection,
  ): CreatedObject {
    const known = this.created.find((object) => object.collection === collection && object.id === id)
    if (known !== undefined) return known
    const object: CreatedObject = {
      collection,
      madeAt,
      id,
      owner,
      nonce,
      answer,
      isRemoved: false,
      isPublished: false,
      isCalledOff: false,
      isEnded: false,
      broughtOnBy: '',
    }
    this.created.push(object)
    return object
  }

  /** Name of the parameter by which the operations of a collection name one of its objects. */
  private parameterOf(collection: string): string {
    const item = this.operations.find(({ path }) => itemOf(path) !== null && fits(shape(path), `${collection}/x`))
    return item === undefined ? 'id' : (itemOf(item.path)?.parameter ?? 'id')
  }

  /** A request that takes an object away was taken: `/orders/7/cancel`. */
  noteRemoval(path: string): void {
    const [item = path] = path.split('?')
    for (const object of this.created)
      if (item.startsWith(`${object.collection}/${encodeURIComponent(object.id)}/`)) object.isRemoved = true
  }

  /** A request that calls an object off, or brings it on, was taken. */
  noteAct(path: string): void {
    const [, item, act = ''] = /^(.*)\/([^/]+)\/?$/.exec(path.split('?')[0] ?? path) ?? []
    if (!CALLS_OFF.test(act) && !BRINGS_ON.test(act) && !endsMaking(path)) return
    for (const object of this.created) {
      if (item !== `${object.collection}/${encodeURIComponent(object.id)}`) continue
      object.isEnded ||= endsMaking(path)
      if (!CALLS_OFF.test(act) && !BRINGS_ON.test(act)) continue
      if (CALLS_OFF.test(act)) object.isCalledOff = true
      else if (!object.isCalledOff) object.broughtOnBy = act
    }
  }

  /** Whether a path names an object whose making was ended, or something below it. */
  namesEnded(path: string): boolean {
    return this.created.some(
      ({ collection, id, isEnded }) => isEnded && `${path.split('?')[0] ?? path}/`.startsWith(`${collection}/${encodeURIComponent(id)}/`),
    )
  }

  /** A request that shows an object to others was taken; one that only brings it further, as a confirmation does, shows it to nobody. */
  notePublication(path: string): void {
    const [, item] = SHOWING.exec(path.split('?')[0] ?? path) ?? []
    for (const object of this.created) if (item === `${object.collection}/${encodeURIComponent(object.id)}`) object.isPublished = true
  }

  /** The owner is gone: nobody can ask for what it made. */
  abandon(owner: Session): void {
    for (const object of this.created.filter((candidate) => candidate.owner === owner)) {
      this.created.splice(this.created.indexOf(object), 1)
      if (!object.isRemoved)
        this.abandoned.push({ ...placeAndOwner(object), outcome: 'left', because: 'the user who made it was removed during the run' })
    }
  }

  residueOf(removed: ReadonlySet<CreatedObject>, because: (object: CreatedObject) => string): readonly ResidueFact[] {
    const told = this.created.map((object) => ({
      ...placeAndOwner(object),
      outcome: object.isRemoved || removed.has(object) ? ('removed' as const) : ('left' as const),
      because: object.isRemoved || removed.has(object) ? '' : because(object),
    }))
    return [...told, ...this.abandoned]
  }
}

/** `/orders/7/cancel` whose answer is about 7: something was done to it, nothing was made. */
function isActOn(path: string, id: string): boolean {
  const [above = '', act = ''] = path.split('/').slice(-2)
  return ACT.test(act) && above === encodeURIComponent(id)
}

function placeAndOwner(object: CreatedObject): Pick<ResidueFact, 'what' | 'identity'> {
  return { what: `${object.collection}/${object.id}`, identity: object.owner?.name ?? 'anonymous' }
}

export { fits, shape } from './kin.ts'

/** Whether a path gives the file of a thing: `/photos/{id}/content`. */
function isFileOf(path: string, noun: string): boolean {
  const [, home, word = ''] = /^[^{]*\/([^{}/]+)\/\{\}\/([^{}/]+)$/.exec(shape(path)) ?? []
  return home === noun && /^(?:content|file|raw|data|download)$/i.test(word)
}

/** The template with its ids filled in. */
export function fill(template: string, ids: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^}/]+)\}/g, (_whole, name: string) => encodeURIComponent(ids[name] ?? '1'))
}

/** Collection and parameter of a template that ends in an id; null otherwise. */
export function itemOf(path: string): { readonly collection: string; readonly parameter: string } | null {
  const match = /^(.*)\/\{([^}/]+)\}\/?$/.exec(path)
  return match?.[1] === undefined || match[2] === undefined || match[1] === '' ? null : { collection: match[1], parameter: match[2] }
}

/** The value that an answer gives a parameter which is no mere id: `/articles/{slug}`; null when it gives none. */
export function namedBy(parameter: string, answer: unknown): string | null {
  if (/^_?id$|_id$|Id$/.test(parameter) || typeof answer !== 'object' || answer === null || Array.isArray(answer)) return null
  const node = answer as Readonly<Record<string, unknown>>
  if (isId(node[parameter])) return String(node[parameter])
  const nested = Object.values(node).filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  return nested.length === 1 ? namedBy(parameter, nested[0]) : null
}

const ID_KEYS = ['id', '_id', 'uuid', 'ID', 'Id', 'guid', 'slug', 'key', 'code']

/** The id in the answer to a creation: of the object, of what it wraps, or in Location. */
export function idOf(answer: unknown, reply?: Reply): string | null {
  if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) {
    const node = answer as Readonly<Record<string, unknown>>
    for (const key of ID_KEYS) if (isId(node[key])) return String(node[key])
    for (const [key, value] of Object.entries(node))
      if (/(?:_id|Id)$/.test(key) && isId(value) && !/user|owner|request|trace|correlation/i.test(key)) return String(value)
    for (const [key, value] of Object.entries(node)) {
      if (key === 'user' || key === 'owner' || key === 'meta') continue
      const nested = typeof value === 'object' && value !== null && !Array.isArray(value) ? idOf(value) : null
      if (nested !== null) return nested
    }
  }
  const location = reply?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
  return (reply?.status === 201 ? location?.split('?')[0]?.split('/').at(-1) : undefined) ?? null
}

/** The objects of a list's answer: the array itself or the first array of objects it wraps. */
export function itemsOf(answer: unknown, depth = 0): readonly Readonly<Record<string, unknown>>[] | null {
  if (Array.isArray(answer)) return answer.filter((entry) => typeof entry === 'object' && entry !== null)
  if (depth > 2 || typeof answer !== 'object' || answer === null) return null
  for (const value of Object.values(answer)) {
    const items = Array.isArray(value) ? itemsOf(value, depth + 1) : null
    if (items !== null) return items
  }
  for (const value of Object.values(answer)) {
    const items = itemsOf(value, depth + 1)
    if (items !== null) return items
  }
  return null
}

function isId(value: unknown): boolean {
  return (typeof value === 'string' && value !== '' && value.length < 80) || typeof value === 'number'
}

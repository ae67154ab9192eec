import type { Operation } from './operations.ts'

/** A template with its parameters' names left out. */
export function shape(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}').replace(/(.)\/+$/, '$1')
}

/** Whether a path is an instance of a template. */
export function fits(template: string, path: string): boolean {
  const parts = template.split('/')
  const actual = path.split('/')
  return parts.length === actual.length && parts.every((part, index) => part === '{}' || part === actual[index])
}

/**
 * The operation of a collection that stands under another path: `POST /tickets/{id}/comments` makes what `/comments/{id}` names, `POST /orders`
 * what `/v1/orders/{id}` and `/payments/{orderId}` do, `POST /shops/{id}/orders/{orderId}/notes` what `/shops/{id}/notes/{noteId}` does. Only
 * where one alone can be meant.
 */
export function kinOf(operations: readonly Operation[], method: string, collection: string, parameter: string): Operation | null {
  const own = coreOf(collection)
  const noun = /^(\w+?)_?(?:[iI]d|uuid|Uuid)$/.exec(parameter)?.[1]
  const makers = operations.filter(
    (operation) => operation.method === method && ['other', 'upload'].includes(operation.purpose) && !shape(operation.path).endsWith('}'),
  )
  const same = makers.filter(({ path }) => own.length > 0 && isEqual(coreOf(path), own))
  const nested = makers.filter(({ path }) => own.length === 1 && isNested(path, own[0] ?? ''))
  const below = makers.filter(({ path }) => own.length > 1 && isBelow(path, collection))
  const named =
    noun === undefined ? [] : makers.filter(({ path }) => isEqual(coreOf(path), [coreOf(path).at(-1) ?? '']) && isOf(path, noun))
  const [candidates = []] = [same, nested, below, named].filter(({ length }) => length > 0)
  const flat = candidates.filter(({ path }) => !path.includes('{'))
  return (candidates.length === 1 ? candidates : flat.length === 1 ? flat : [])[0] ?? null
}

/** The collection whose objects are named apart from where they are made: `/comments` for `/tickets/7/comments`. */
export function homeOf(operations: readonly Operation[], collection: string): string {
  const items = operations.map(({ path }) => shape(path)).filter((path) => path.endsWith('/{}'))
  if (items.some((item) => fits(item, `${collection}/x`))) return collection
  const last = collection.split('/').at(-1) ?? ''
  const homes = new Set(items.map((item) => item.slice(0, -3)).filter((home) => !home.includes('{}') && isEqual(coreOf(home), [last])))
  const [home] = homes
  if (homes.size === 1 && home !== undefined) return home
  const parts = collection.split('/')
  const above = new Set(
    items
      .map((item) => ({ shared: item.slice(0, -3), actual: [...parts.slice(0, item.split('/').length - 2), last].join('/') }))
      .filter(({ shared, actual }) => shared.includes('{}') && actual !== collection && isBelow(collection, actual) && fits(shared, actual))
      .map(({ actual }) => actual),
  )
  const [upper] = above
  return above.size === 1 && upper !== undefined ? upper : collection
}

/** Whether two collections hold the same things behind different doors: `/embed/events` and `/api/events`. */
export function isSameKind(left: string, right: string): boolean {
  return isEqual(coreOf(left), coreOf(right))
}

/** Words of a path that say by which door and for whom, not of what. */
const DOOR = /^(?:api|rest|v\d+|admin|staff|moderation|backoffice|embed|public|internal|private|mobile|app|web|legacy|old|beta|me|my)$/i

/** The words of a path that say what it is of. */
function coreOf(path: string): readonly string[] {
  return shape(path)
    .split('/')
    .filter((part) => part !== '' && part !== '{}' && !DOOR.test(part))
}

function isEqual(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((part, index) => part === right[index])
}

/** Whether a path is that of a collection right below one object. */
function isNested(path: string, noun: string): boolean {
  return shape(path).endsWith(`/{}/${noun}`)
}

/** Whether a path is that of the same things, told by what they belong to: `/shops/{}/orders/{}/notes` beside `/shops/{}/notes`. */
function isBelow(path: string, collection: string): boolean {
  const parts = shape(collection).split('/')
  const deeper = shape(path).split('/')
  const last = parts.at(-1) ?? ''
  return deeper.length >= parts.length + 2 && deeper.at(-1) === last && parts.slice(0, -1).every((part, index) => part === deeper[index])
}

function isOf(path: string, noun: string): boolean {
  const last = shape(path).split('/').at(-1)?.toLowerCase() ?? ''
  const word = noun
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()
  return last === word || last === `${word}s` || last === `${word}es` || last === word.replace(/y$/, 'ies')
}

/** Whether things of that name are made by callers as any others: the customers whom a user keeps are none of the service. */
export function isMadeBy(operations: readonly Pick<Operation, 'method' | 'path' | 'purpose'>[], noun: string): boolean {
  const collection = `/${noun.toLowerCase()}s`
  return operations.some(
    ({ method, path, purpose }) => method === 'POST' && purpose === 'other' && path.toLowerCase().replace(/\/$/, '').endsWith(collection),
  )
}

import { type Document, isDocument } from './commands.ts'

/** What an operation asks for, without its values. */
export interface Shape {
  /** `find orders { customerId: ?, total: { $gt: ? } } sort { createdAt: desc }`. */
  readonly text: string
  readonly collection: string
  /** Fields compared with one value, those with a range, those of the order. */
  readonly equal: readonly string[]
  readonly range: readonly string[]
  readonly sort: readonly string[]
  /** The filter alone; empty when there is none. */
  readonly filter: string
  /** Whether something in the filter needs more than an index on these fields: alternatives, patterns, negations. */
  readonly needsMore: boolean
  readonly isPaged: boolean
  /** Whether documents are counted or grouped: what comes back says nothing of how many were needed. */
  readonly isFolded: boolean
}

const RANGES = new Set(['$gt', '$gte', '$lt', '$lte'])
const EQUALS = new Set(['$eq', '$in'])

/** The shape of an entry of the profile; null for what asks for no documents. */
export function shapeOf(entry: Document): Shape | null {
  const op = String(entry.op ?? '')
  const ns = String(entry.ns ?? '')
  const collection = ns.slice(ns.indexOf('.') + 1)
  const command = isDocument(entry.command) ? entry.command : {}
  if (op === 'insert') return shape('insert', collection, {}, {}, {})
  if (op === 'update' || op === 'remove') return shape(op === 'remove' ? 'delete' : op, collection, documentOf(command.q), {}, {})
  const original = op === 'getmore' && isDocument(entry.originatingCommand) ? entry.originatingCommand : command
  const [name = ''] = Object.keys(original)
  if (name === 'find')
    return shape('find', collection, documentOf(original.filter), documentOf(original.sort), { isPaged: original.limit !== undefined })
  if (name === 'count' || name === 'distinct') return shape(name, collection, documentOf(original.query), {}, { isFolded: true })
  if (name === 'findAndModify' || name === 'findandmodify')
    return shape('update', collection, documentOf(original.query), documentOf(original.sort), {})
  if (name !== 'aggregate') return null
  const stages = Array.isArray(original.pipeline) ? original.pipeline.filter(isDocument) : []
  const of = (stage: string): Document => documentOf(stages.find((each) => each[stage] !== undefined)?.[stage])
  const first = Object.keys(stages[0] ?? {})[0] ?? ''
  const isFolded = stages.some((each) =>
    ['$group', '$count', '$bucket', '$bucketAuto', '$sortByCount', '$facet', '$unwind'].some((stage) => each[stage] !== undefined),
  )
  // What stands before $match changes what it is compared with.
  const filter = first === '$match' ? of('$match') : {}
  const names = stages.map((each) => Object.keys(each)[0] ?? '').join(', ')
  return shape('aggregate', collection, filter, isFolded ? {} : of('$sort'), {
    isFolded,
    isPaged: stages.some((each) => each.$limit !== undefined),
    names,
  })
}

function shape(
  verb: string,
  collection: string,
  filter: Document,
  sort: Document,
  { isFolded = false, isPaged = false, names = '' }: { readonly isFolded?: boolean; readonly isPaged?: boolean; readonly names?: string },
): Shape {
  const found: { equal: string[]; range: string[]; needsMore: boolean } = { equal: [], range: [], needsMore: false }
  readFilter(filter, found)
  const order = Object.entries(sort).map(([field, direction]) => `${field}: ${Number(direction) < 0 ? 'desc' : 'asc'}`)
  const masked = Object.keys(filter).length === 0 ? '' : maskedOf(filter)
  return {
    text: [
      `${verb} ${collection}`,
      ...(names === '' ? [] : [`[${names}]`]),
      ...(masked === '' ? [] : [masked]),
      ...(order.length === 0 ? [] : [`sort { ${order.join(', ')} }`]),
      ...(isPaged ? ['limit ?'] : []),
    ].join(' '),
    collection,
    ...found,
    sort: Object.keys(sort),
    filter: masked,
    isPaged,
    isFolded,
  }
}

function readFilter(filter: Document, found: { equal: string[]; range: string[]; needsMore: boolean }): void {
  for (const [field, value] of Object.entries(filter)) {
    if (field === '$and' && Array.isArray(value)) {
      for (const each of value) if (isDocument(each)) readFilter(each, found)
    } else if (field.startsWith('$') || isPattern(value)) found.needsMore = true
    else if (!isOperators(value)) found.equal.push(field)
    else {
      const operators = Object.keys(value)
      if (operators.every((operator) => EQUALS.has(operator))) found.equal.push(field)
      else if (operators.every((operator) => RANGES.has(operator))) found.range.push(field)
      else if (!operators.every((operator) => operator === '$ne' || operator === '$nin' || operator === '$exists')) found.needsMore = true
    }
  }
}

function isOperators(value: unknown): value is Document {
  return isDocument(value) && Object.keys(value).length > 0 && Object.keys(value).every((name) => name.startsWith('$'))
}

/** Regular expressions come as such, as the driver's own class, or written out. */
function isPattern(value: unknown): boolean {
  return value instanceof RegExp || (isDocument(value) && ('$regex' in value || value._bsontype === 'BSONRegExp'))
}

/** A filter with `?` for every value. Names of fields stay. */
function maskedOf(value: unknown): string {
  if (Array.isArray(value))
    return value.length > 0 && value.every((each) => isDocument(each) && each._bsontype === undefined)
      ? `[${[...new Set(value.map(maskedOf))].join(', ')}]`
      : '?'
  if (!isDocument(value) || '_bsontype' in value || value instanceof Date || value instanceof RegExp) return '?'
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${name}: ${name.startsWith('$') || isOperators(each) ? maskedOf(each) : '?'}`)
    .join(', ')} }`
}

function documentOf(value: unknown): Document {
  return isDocument(value) ? value : {}
}

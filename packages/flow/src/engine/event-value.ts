import type { IrFunction, Module } from '../ir/ir.ts'
import type { SourceIn, SourceModel } from '../knowledge/model.ts'
import type { Activation } from './activation.ts'
import { dictObject, makeObject } from './containers.ts'
import { sourceTaints } from './source-taints.ts'
import { NOTHING, type Value } from './value.ts'

/** `def handler(event, context)`, which a cloud calls with an event. */
export function isEventHandler(module: Module, owner: IrFunction): boolean {
  if (module.language !== 'python' || owner.parent !== 0 || owner.kind !== 'function') return false
  const [event, context, ...more] = owner.parameters.filter(({ kind }) => kind === 'positional')
  return (
    more.every(({ defaultValue }) => defaultValue !== null) &&
    event !== undefined &&
    context !== undefined &&
    /^_?(?:event|evt)$/.test(event.name) &&
    /^_?(?:context|ctx|_)?$/.test(context.name)
  )
}

const PARTS: readonly (readonly [string, SourceIn])[] = [
  ['queryStringParameters', 'query'],
  ['multiValueQueryStringParameters', 'query'],
  ['rawQueryString', 'query'],
  ['pathParameters', 'path'],
  ['headers', 'header'],
  ['multiValueHeaders', 'header'],
  ['cookies', 'cookie'],
  ['body', 'body'],
  ['arguments', 'body'],
  ['rawPath', 'other'],
  ['path', 'other'],
]
const WHAT: Readonly<Partial<Record<SourceIn, string>>> = {
  query: 'read from the query string of the event',
  path: 'read from the path of the event',
  header: 'read from a header of the event',
  cookie: 'read from a cookie of the event',
}
/** What the cloud itself says of the event. */
const OF_CLOUD = [
  'requestContext',
  'httpMethod',
  'routeKey',
  'resource',
  'stageVariables',
  'isBase64Encoded',
  'version',
  'source',
  'time',
  'region',
  'account',
  'detail-type',
  'RequestType',
  'identity',
  'info',
]

const partOf = (name: string, where: SourceIn): SourceModel => ({
  names: [`<event.${name}>`],
  gives: 'request',
  in: where,
  what: WHAT[where] ?? 'read from the event',
  isContainer: where !== 'other',
  ...(where === 'path' || where === 'query' || where === 'header' ? { never: ['mass-assignment', 'nosql-injection'] as const } : {}),
})
const MODELS = new Map(PARTS.map(([name, where]) => [name, partOf(name, where)]))
const REST = partOf('', 'body')

/** What comes with a request of a gateway, with a message of a queue, or with a notification; what the cloud says of it is its own. */
export function eventValue(act: Activation, module: Module, owner: IrFunction): Value {
  const at = { start: owner.start, end: owner.start + 1 }
  const entries = new Map<string, Value>()
  for (const [name, model] of MODELS)
    entries.set(name, { ...NOTHING, number: act.engine.numbers.fresh(), taints: sourceTaints(act, model, null, at) })
  for (const name of OF_CLOUD) entries.set(name, NOTHING)
  // Any one key is not the whole of what was sent.
  const rest: Value = { ...NOTHING, taints: sourceTaints(act, REST, 'event', at) }
  return { ...makeObject(act, at, `event:${module.file}`, dictObject(entries, rest)), number: act.engine.numbers.fresh() }
}

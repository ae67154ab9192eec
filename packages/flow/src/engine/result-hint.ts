import { OWN_MODEL } from '../knowledge/conventional-types.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { TAKES_INPUT } from './procedures.ts'
import { SCHEMA_NAME } from './schemas.ts'
import { MAKES_TEMPLATE } from './special/templates.ts'
import { shadowOf } from './state.ts'
import type { Hint, Value } from './value.ts'

/** `Listing.findByPk(id)` of a model that is defined out of sight. */
function recordOfOwn(name: string): string | null {
  const method = OWN_MODEL.exec(name)?.groups?.method ?? ''
  return /^(?:findByPk|findOne|findById|create|build|findOrCreate)$/.test(method) ? 'sequelize.Record' : null
}

/** Only these objects are asked later how they were made; others would drag their arguments through every call. */
function keepsDetails(act: Activation, callee: string, result: string): boolean {
  return (
    SCHEMA_NAME.test(callee) ||
    MAKES_TEMPLATE.test(callee) ||
    // The name may be what the function around was given.
    /(?:^|\.)(?:get|select)_template$/.test(callee) ||
    /^(?:express-validator|hono\/validator|@hono\/[\w-]+)\./.test(callee) ||
    TAKES_INPUT.test(callee) ||
    /^(?:RegExp|re\.compile|lxml\.etree\.XMLParser)$/.test(callee) ||
    act.engine.models.of(result).handler !== null
  )
}

/** Named arguments with those that a dictionary brings (`XMLParser(**options)`). */
function namedOf(act: Activation, { args }: CallUse): ReadonlyMap<string, Value> {
  if (args.spreadNamed === null) return args.named
  const named = new Map(args.named)
  const ids = args.spreadNamed.objects.length > 0 ? args.spreadNamed.objects : [shadowOf(args.spreadNamed.number)]
  for (const id of ids) for (const [key, value] of act.object(id)?.entries ?? []) if (!named.has(key)) named.set(key, value)
  return named
}

/** What is known of a library's answer: its type, and how it was made where that is asked later. */
export function resultHint(act: Activation, hint: Hint & { kind: 'library' }, use: CallUse): Hint {
  const name = act.engine.models.resultType(hint.name) ?? recordOfOwn(hint.name) ?? (hint.name.length > 120 ? '?()' : `${hint.name}()`)
  const origin = { module: act.frame.module, function: act.frame.function, call: use.instruction }
  return {
    kind: 'library',
    name,
    origin,
    details: keepsDetails(act, hint.name, name) ? { args: use.args.positional, named: namedOf(act, use), receiver: use.receiver } : null,
  }
}

import { tableOf } from '../table-of.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { ALL_KINDS, type KindMask, maskOf } from './kinds.ts'
import { getMember } from './members.ts'
import { anchoredBody, kindsSafeBySequence } from './patterns-of-text.ts'
import type { Hint, Value } from './value.ts'

/** A member of the request that a validating middleware lets through in a safe form only. */
export interface CheckedMember {
  readonly keys: readonly string[]
  /** Weaknesses that it can no longer cause. */
  readonly cleared: KindMask
}

const PLACES = tableOf<readonly string[]>({
  body: ['body'],
  query: ['query'],
  param: ['params'],
  cookie: ['cookies'],
  header: ['headers'],
  check: ['body', 'query', 'params'],
})
const SAFE =
  /\.(?:isInt|isFloat|isNumeric|isDecimal|isUUID|isBoolean|isIn|isAlpha|isAlphanumeric|isMongoId|isISO8601|isDate|toInt|isHexadecimal)\(\)/

/** Members that `param('id').isInt()` among the arguments of a route checks; none when nobody looks at the result. */
export function checkedMembers(act: Activation, use: CallUse): CheckedMember[] {
  if (!looksAtResult(act)) return []
  const checked: CheckedMember[] = []
  const add = (value: Value): void => {
    const { hint } = value
    if (hint?.kind === 'library' && hint.name.startsWith('express-validator.') && SAFE.test(hint.name)) checked.push(...membersOf(hint))
    for (const id of value.objects) for (const entry of act.object(id)?.entries.values() ?? []) if (entry.objects.length === 0) add(entry)
  }
  for (const value of use.args.positional) add(value)
  return checked
}

/** Whether the module that registers the route knows `validationResult`: checks that nobody asks refuse nothing. */
function looksAtResult(act: Activation): boolean {
  const { imports, functions } = act.frame.module
  if (!imports.some((entry) => entry.from === 'express-validator')) return false
  return (
    imports.some((entry) => entry.name === 'validationResult') ||
    functions.some((owner) => [...owner.names.values()].includes('validationResult'))
  )
}

function membersOf(hint: Hint & { kind: 'library' }): CheckedMember[] {
  let at: Hint | null = hint
  for (let depth = 0; depth < 16 && at?.kind === 'library'; depth++) {
    const name = /^express-validator\.(?<place>\w+)\(\)$/.exec(at.name)?.groups?.place
    const key: Value['constant'] | undefined = at.details?.args[0]?.constant
    if (name !== undefined)
      return typeof key === 'string' ? (PLACES[name] ?? []).map((place) => ({ keys: [place, key], cleared: ALL_KINDS })) : []
    at = at.details?.receiver?.hint ?? null
  }
  return []
}

/** What the checks say of the request with that number. */
export function factsOfChecks(
  act: Activation,
  number: number,
  checked: readonly CheckedMember[],
): { number: number; cleared: number; weak: null }[] {
  return checked.map(({ keys, cleared }) => ({
    number: keys.reduce((at, key) => act.engine.numbers.member(at, key), number),
    cleared,
    weak: null,
  }))
}

const TEXT_ONLY = maskOf('nosql-injection', 'mass-assignment')
const SAFE_TYPES = new Set(['integer', 'number', 'boolean', 'null'])
const SAFE_FORMATS = new Set(['uuid', 'date', 'date-time', 'time', 'ipv4', 'ipv6'])

/** Members that the JSON schema of a Fastify route lets through in a safe form only. */
export function schemaMembers(act: Activation, use: CallUse): CheckedMember[] {
  const found: CheckedMember[] = []
  for (const options of use.args.positional) {
    if (!options.objects.some((id) => act.object(id)?.shape === 'dict')) continue
    const schema = getMember(act, options, 'schema', use.instruction)
    if (schema.objects.length === 0) continue
    for (const [place, member] of [
      ['body', 'body'],
      ['querystring', 'query'],
      ['query', 'query'],
      ['params', 'params'],
    ] as const)
      addSchema(act, use, getMember(act, schema, place, use.instruction), [member], found, 0)
  }
  return found
}

function addSchema(act: Activation, use: CallUse, schema: Value, keys: readonly string[], found: CheckedMember[], depth: number): void {
  if (schema.objects.length === 0 || depth > 3) return
  const of = (key: string): Value => getMember(act, schema, key, use.instruction)
  const type = of('type').constant
  const pattern = of('pattern').constant
  let cleared = 0
  if (typeof type === 'string' && SAFE_TYPES.has(type)) cleared = ALL_KINDS
  else if (
    of('enum').objects.length > 0 ||
    SAFE_FORMATS.has(String(typeof of('format').constant === 'string' ? of('format').constant : ''))
  )
    cleared = ALL_KINDS
  else if (type === 'string') {
    const body = typeof pattern === 'string' ? anchoredBody(pattern, 'anywhere') : null
    cleared = TEXT_ONLY | (body === null ? 0 : kindsSafeBySequence(body))
  } else if (of('additionalProperties').constant === false) cleared = maskOf('mass-assignment')
  if (cleared !== 0) found.push({ keys, cleared })
  for (const id of of('properties').objects)
    for (const [key, member] of act.object(id)?.entries ?? []) addSchema(act, use, member, [...keys, key], found, depth + 1)
}

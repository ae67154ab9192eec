import { tableOf } from '../table-of.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { ALL_KINDS } from './kinds.ts'
import type { Hint, Value } from './value.ts'

/** A member of the request that a validating middleware lets through in a safe form only. */
export interface CheckedMember {
  readonly keys: readonly string[]
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
    if (name !== undefined) return typeof key === 'string' ? (PLACES[name] ?? []).map((place) => ({ keys: [place, key] })) : []
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
  return checked.map(({ keys }) => ({
    number: keys.reduce((at, key) => act.engine.numbers.member(at, key), number),
    cleared: ALL_KINDS,
    weak: null,
  }))
}

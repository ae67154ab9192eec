import type { SourceModel } from '../../knowledge/model.ts'
import { isStoredSecretName } from '../../knowledge/secret-names.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { deepTaints } from '../containers.ts'
import { ALL_KINDS, maskOf } from '../kinds.ts'
import { memberTaints, sourceTaints } from '../source-taints.ts'
import { joinTaints, NO_TAINTS, type Taint, truthOf, type Value } from '../value.ts'

const MASS = maskOf('mass-assignment')

/** Only the whole of what came in, with fields nobody named. */
export function wholeTaints(act: Activation, value: Value): readonly Taint[] {
  return deepWhole(act, value, 2).filter((taint) => (taint.cleared & MASS) === 0)
}

function deepWhole(act: Activation, value: Value, depth: number): readonly Taint[] {
  let taints = value.taints
  if (depth === 0) return taints
  for (const id of value.objects) {
    const object = act.object(id)
    if (object === undefined) continue
    if (object.rest !== null) taints = joinTaints(taints, deepWhole(act, object.rest, depth - 1))
    // `{ $set: body }`: the operator names the document.
    for (const [key, entry] of object.entries)
      if (/^\$(?:set|setOnInsert|push|unset)$/.test(key) || (object.shape === 'list' && entry.objects.length > 0))
        taints = joinTaints(taints, deepWhole(act, entry, depth - 1))
  }
  return taints
}

/** `record.update(body, { fields: ['name'] })`: only these are taken out of it. */
export function namesFields(act: Activation, { args }: CallUse): boolean {
  return args.positional.slice(1).some(({ objects }) =>
    objects.some((id) => {
      const fields = act.object(id)?.entries.get('fields')
      return fields !== undefined && fields.objects.length > 0 && deepTaints(act, fields).length === 0
    }),
  )
}

/** Operators whose text the database runs as code. */
const CODE_OPERATORS = new Set(['$where', '$function', '$accumulator', 'body', 'map', 'reduce'])

/** In a query object a value that is itself an object brings operators; text does not. */
export function queryTaints(act: Activation, value: Value): readonly Taint[] | null {
  return value.type === 'string' || value.type === 'number' ? [] : withoutLiterals(act, value, DEEPEST_QUERY)
}

const DEEPEST_QUERY = 4

/** What stands under `$eq` is compared as it is. */
function withoutLiterals(act: Activation, value: Value, depth: number): readonly Taint[] {
  if (depth === 0 || value.objects.length === 0) return deepTaints(act, value)
  let { taints } = value
  for (const id of value.objects) {
    const object = act.object(id)
    if (object === undefined) continue
    for (const [key, entry] of object.entries) if (key !== '$eq') taints = joinTaints(taints, withoutLiterals(act, entry, depth - 1))
    if (object.rest !== null) taints = joinTaints(taints, deepTaints(act, object.rest))
    if (object.base !== null) taints = joinTaints(taints, object.base.taints)
  }
  return taints
}

/** What stands under an operator that runs code. */
export function operatorTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] {
  // Of a filter that the caller made only the caller knows what stands there.
  const passed = value.taints.filter(({ label }) => label.kind === 'parameter')
  return joinTaints(memberTaints(act, passed, '$where', use.instruction), underOperators(act, value, 3))
}

function underOperators(act: Activation, value: Value, depth: number): readonly Taint[] {
  let taints: readonly Taint[] = NO_TAINTS
  if (depth === 0) return taints
  for (const id of value.objects) {
    for (const [key, entry] of act.object(id)?.entries ?? [])
      taints = joinTaints(taints, CODE_OPERATORS.has(key) ? deepTaints(act, entry) : underOperators(act, entry, depth - 1))
  }
  return taints
}

/** Fields of an answer that are read from a stored secret of that name. */
export function secretFieldTaints(act: Activation, value: Value): readonly Taint[] {
  return secretTaintsIn(act, value, 3).filter(
    ({ label }) => label.kind === 'source' && label.model.gives === 'secret' && isStoredSecretName(label.name ?? ''),
  )
}

function secretTaintsIn(act: Activation, value: Value, depth: number): readonly Taint[] {
  let taints = value.taints.filter((taint) => (taint.cleared & ALL_KINDS & maskOf('sensitive-response')) === 0)
  if (depth === 0) return taints
  for (const id of value.objects) {
    const object = act.object(id)
    if (object === undefined) continue
    for (const entry of object.entries.values()) taints = [...joinTaints(taints, secretTaintsIn(act, entry, depth - 1))]
    if (object.rest !== null) taints = [...joinTaints(taints, secretTaintsIn(act, object.rest, depth - 1))]
  }
  return taints
}

/** What the service itself knows of the signed-in caller. */
const isOfCaller = ({ label }: Taint): boolean =>
  label.kind === 'parameter' && /^(?:user|auth|account|tenant|session)$/.test(label.path[0] ?? '')

/** A root of our own keeps the name below it; one that the caller chose keeps nothing. */
export function isConfined(act: Activation, use: CallUse): boolean {
  return use.args.positional.slice(1).some((options) =>
    options.objects.some((id) => {
      const root = act.object(id)?.entries.get('root')
      return root !== undefined && deepTaints(act, root).every(isOfCaller)
    }),
  )
}

const MEMBERS: SourceModel = {
  names: ['<archive>'],
  gives: 'request',
  in: 'file',
  what: 'a name inside an archive',
  isContainer: true,
  only: ['path-traversal'],
}

/** An archive of a name that stands in the source. */
function isOwnArchive({ engine }: Activation, { receiver }: CallUse): boolean {
  const origin = receiver?.hint?.kind === 'library' ? receiver.hint.origin : null
  const name = origin === null ? null : engine.denoter.argument(origin, origin.call, 0, 'name')
  return name?.kind === 'constant' && typeof name.value === 'string'
}

/** An archive whose members are written where they say, unless a filter or a list of ours is given. */
export function archiveTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const filter = use.args.named.get('filter')
  if (filter !== undefined && filter.constant !== 'fully_trusted' && filter.constant !== null) return null
  // Every member that the archive has is written where it says.
  if (filter?.constant === 'fully_trusted' && !isOwnArchive(act, use)) {
    const members = sourceTaints(act, MEMBERS, null, use.instruction)
    return joinTaints(deepTaints(act, value), members)
  }
  if (use.args.named.has('members')) return null
  // Taken out one by one: the member decides.
  if (use.method === 'extract' && use.args.positional[0] !== undefined && deepTaints(act, use.args.positional[0]).length === 0) return null
  return deepTaints(act, value).filter((taint) => truthOf(value) !== false && taint.doubt < 3)
}

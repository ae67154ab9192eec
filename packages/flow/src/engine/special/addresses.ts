import type { Activation } from '../activation.ts'
import { HOST_KINDS, YARL } from '../address-segments.ts'
import type { CallUse } from '../call.ts'
import { deepTaints } from '../containers.ts'
import { argumentTaints } from '../unknown-call.ts'
import { clearTaints, joinTaints, NOTHING, SOME_STRING, stepped, type Value } from '../value.ts'
import type { SpecialCall } from './special-call.ts'

/** An address with another path or query: it leads where it led before. */
function sameHost(act: Activation, use: CallUse): Value {
  const receiver = use.receiver ?? NOTHING
  const given = clearTaints(argumentTaints(act, use), HOST_KINDS)
  return {
    ...NOTHING,
    hint: receiver.hint,
    taints: stepped(joinTaints(deepTaints(act, receiver), given), act.frame, use.instruction, `${use.method}()`),
  }
}

const KEEP_HOST = [
  'joinpath',
  'with_path',
  'with_query',
  'extend_query',
  'update_query',
  'without_query_params',
  'with_fragment',
  'with_name',
  'with_suffix',
  'with_port',
]

/** Parts of an address in `copy_with(...)` of httpx that decide where it leads. */
const NAMES_HOST = new Set(['url', 'scheme', 'host', 'netloc', 'username', 'userinfo'])

const copiedWith: SpecialCall = (act, use) =>
  use.args.spreadNamed === null && [...use.args.named.keys()].every((name) => !NAMES_HOST.has(name)) ? sameHost(act, use) : undefined

/** `urlunsplit(('https', host, parts.path, parts.query, ''))`: the second part alone decides where it leads, where there is one. */
const puttingTogether: SpecialCall = (act, use) => {
  const object = act.object(use.args.positional[0]?.objects[0] ?? -1)
  const host = object?.entries.get('1')
  if (object === undefined || !object.isExact || host === undefined || host.constant === '') return undefined
  let taints = deepTaints(act, host)
  for (const [place, part] of object.entries) if (place !== '1') taints = joinTaints(taints, clearTaints(deepTaints(act, part), HOST_KINDS))
  return { ...SOME_STRING, taints: stepped(taints, act.frame, use.instruction, `through ${use.method || 'urlunsplit'}()`) }
}

export const ADDRESS_CALLS: readonly (readonly [string, SpecialCall])[] = [
  ...KEEP_HOST.map((method): readonly [string, SpecialCall] => [`${YARL}.${method}`, sameHost]),
  ['httpx.URL().copy_with', copiedWith],
  ['urllib.parse.urlunsplit', puttingTogether],
  ['urllib.parse.urlunparse', puttingTogether],
  ...['copy_set_param', 'copy_add_param', 'copy_remove_param', 'copy_merge_params'].map((method): readonly [string, SpecialCall] => [
    `httpx.URL().${method}`,
    sameHost,
  ]),
]

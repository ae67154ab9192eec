import { type Denotation, sameDenotation, UNKNOWN } from '../engine/denotation.ts'
import type { CallSite, Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import type { Reader, SeenCall } from '../routes/reader.ts'
import type { SpreadOptions } from './spread-options.ts'

/** What `**options` of a function hands on: the arguments of its callers that no parameter takes; null where a caller is out of sight. */
export function forwardedOptions(reader: Reader, scope: Scope, slot: Slot): SpreadOptions | null {
  const { function: helper, module } = scope
  const isForwarded = helper.parameters.some((parameter) => parameter.kind === 'rest-named' && parameter.slot === slot)
  if (!isForwarded || module.language !== 'python' || helper.decorators.length > 0 || isChanged(scope, slot)) return null
  const callers = reader.callersOf(helper).filter(({ module: { file } }) => reader.roleOf(file) === 'application')
  const calls = callers.map((caller) => [caller, ...partialsOf(caller)])
  if (calls.length === 0 || calls.flat().some(({ call }) => call.args.some(({ kind }) => kind === 'spread-named'))) return null
  return { get: (name) => agreed(calls.map((sites) => givenBy(reader, sites, name))), isComplete: true }
}

/** `options.setdefault('timeout', 5)`, `options['timeout'] = 5`: the helper has a word in it. */
const isChanged = ({ function: helper }: Scope, slot: Slot): boolean =>
  helper.blocks.some(({ instructions }) =>
    instructions.some(
      (one) => (one.op === 'call' && one.receiver === slot) || ((one.op === 'set-index' || one.op === 'delete') && one.object === slot),
    ),
  )

const partialsOf = ({ callee }: SeenCall): readonly CallSite[] => (callee.kind === 'function' ? (callee.partials ?? []) : [])

function givenBy(reader: Reader, sites: readonly CallSite[], name: string): Denotation | undefined {
  for (const site of sites) {
    const given = reader.denoter.argument(site, site.call, -1, name)
    if (given !== null) return given
  }
  return undefined
}

/** What all callers give; nothing where one of them gives nothing, and unknown where they differ. */
function agreed(given: readonly (Denotation | undefined)[]): Denotation | undefined {
  const [first] = given
  if (first === undefined || given.includes(undefined)) return undefined
  return given.every((one) => one !== undefined && sameDenotation(one, first)) ? first : UNKNOWN
}

import type { Instruction, Slot } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import type { Denotation } from './denotation.ts'
import { denotedValue } from './members.ts'
import type { Program, Scope } from './program.ts'
import type { Value } from './value.ts'

const STORE = /^aiohttp\.(?:Request\.(?:config_dict|app)|web\.Application)$/
const APPLICATION = /^(?:app|application)$/

/** `request.app[key]` of aiohttp: what `AppKey(name, Type)` declares, or what some module put there under that text; null for others. */
export function storedInApplication(act: Activation, object: Value, instruction: Instruction & { readonly op: 'index' }): Value | null {
  if (object.hint?.kind !== 'library' || !STORE.test(object.hint.name)) return null
  const { denoter, program } = act.engine
  const key = denoter.denote(act.frame, instruction.index)
  if (key.kind === 'library' && key.name === 'aiohttp.web.AppKey()' && key.origin !== null) {
    const type = denoter.argument(key.origin, key.origin.call, 1, 't')
    if (type?.kind === 'class') return denotedValue(act, { kind: 'instance', module: type.module, class: type.class, origin: null }, null)
    return null
  }
  if (key.kind !== 'constant' || typeof key.value !== 'string') return null
  const kept = keptIn(program).get(key.value)
  const denoted: Denotation | null = kept === undefined ? null : denoter.denote(kept.scope, kept.slot)
  return denoted === null || denoted.kind === 'unknown' || denoted.kind === 'parameter' ? null : denotedValue(act, denoted, null)
}

interface Kept {
  readonly scope: Scope
  readonly slot: Slot
}

const known = new WeakMap<Program, ReadonlyMap<string, Kept>>()

/** `app['repository'] = Repository(pool)`, wherever it stands; the first counts. */
function keptIn(program: Program): ReadonlyMap<string, Kept> {
  let kept = known.get(program)
  if (kept === undefined) {
    kept = collect(program)
    known.set(program, kept)
  }
  return kept
}

function collect(program: Program): ReadonlyMap<string, Kept> {
  const kept = new Map<string, Kept>()
  for (const module of program.modules) {
    if (module.language !== 'python' || !module.imports.some(({ from }) => /^aiohttp\b/.test(from))) continue
    for (const owner of module.functions)
      for (const { instructions } of owner.blocks)
        for (const instruction of instructions) {
          if (instruction.op !== 'set-index' || !APPLICATION.test(owner.names.get(instruction.object) ?? '')) continue
          const index = instructions.find((one) => one.op === 'const' && one.dst === instruction.index)
          const key = index?.op === 'const' ? index.value : null
          if (typeof key === 'string' && !kept.has(key)) kept.set(key, { scope: { module, function: owner }, slot: instruction.src })
        }
  }
  return kept
}

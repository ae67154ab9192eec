import { functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, Module, Slot } from '../ir/ir.ts'
import { originOf, type Sight } from './registrars/origin.ts'

/** A field of a map of resolvers, where what answers it is written. */
export interface ResolverField {
  readonly key: string
  readonly scope: Scope
  readonly slot: Slot
}

const DEEPEST = 6
const MERGES =
  /^(?:Object\.assign|lodash(?:\.|\/)(?:\w+\.)?(?:merge|assign|defaults)|lodash(?:-es)?\.(?:merge|assign)|deepmerge(?:\.\w+)?|ts-deepmerge\.\w+)$/

/**
 * The fields of a map, however it is put together: spread out of maps of other files, merged, made by a function of the tree, or exported
 * one by one by a module that stands for the map.
 */
export function resolverFields(sight: Sight, scope: Scope, slot: Slot, depth = 0): readonly ResolverField[] {
  if (slot < 0 || depth > DEEPEST) return []
  const whole = sight.denoter.denote(scope, slot)
  if (whole.kind === 'module') return exportedFields(sight, whole.module)
  const made = originOf(sight, scope, slot)
  if (made?.instruction.op === 'dict')
    return made.instruction.entries.flatMap((entry): readonly ResolverField[] => {
      if (entry.kind === 'entry') return [fieldAt(sight, entry.key, made.scope, entry.value)]
      return entry.kind === 'spread' ? resolverFields(sight, made.scope, entry.value, depth + 1) : []
    })
  return made?.instruction.op === 'call' ? fieldsOfCall(sight, made.scope, made.instruction, depth) : []
}

/** `Object.assign({}, notes, tags)`, `makeNotes(database)`. */
function fieldsOfCall(sight: Sight, scope: Scope, call: Extract<Instruction, { op: 'call' }>, depth: number): readonly ResolverField[] {
  const callee = sight.denoter.callee(scope, call)
  if (callee.kind === 'function')
    return callee.function.blocks.flatMap(({ terminator }) =>
      terminator.op === 'return'
        ? resolverFields(sight, { module: callee.module, function: callee.function }, terminator.src, depth + 1)
        : [],
    )
  if (callee.kind !== 'library' || !MERGES.test(callee.name)) return []
  return call.args.flatMap(({ kind, value }) => (kind === 'positional' ? resolverFields(sight, scope, value, depth + 1) : []))
}

function exportedFields(sight: Sight, module: Module): readonly ResolverField[] {
  const scope = { module, function: functionAt(module, 0) }
  return module.exports.flatMap((entry) =>
    entry.kind === 'local' && entry.name !== 'default' && entry.name !== '=' ? [fieldAt(sight, entry.name, scope, entry.slot)] : [],
  )
}

/** A field that is named from another file stands where it is written there. */
function fieldAt(sight: Sight, key: string, scope: Scope, slot: Slot): ResolverField {
  const made = originOf(sight, scope, slot)
  return made !== null && made.scope.module !== scope.module && 'dst' in made.instruction
    ? { key, scope: made.scope, slot: made.instruction.dst }
    : { key, scope, slot }
}

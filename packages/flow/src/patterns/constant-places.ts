import type { Denotation } from '../engine/denotation.ts'
import { exportNamed, functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, Module, Slot } from '../ir/ir.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { definitionBehind } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

export interface ConstantPlace {
  readonly scope: Scope
  readonly start: number
  readonly end: number
}

const MAX_STEPS = 12

/** Where a constant that a slot holds is written, followed through names, objects and modules; null when the way is not plain. */
export function constantPlace(context: PatternContext, from: Scope, slot: Slot): ConstantPlace | null {
  let scope = from
  let at = slot
  for (let step = 0; step < MAX_STEPS && at >= 0; step += 1) {
    const behind = definitionBehind(scope, at)
    if (behind === null) return null
    const { instruction } = behind
    // `30 * 24 * 3600`
    if (instruction.op === 'const' || instruction.op === 'binary')
      return { scope: behind.scope, start: instruction.start, end: instruction.end }
    const next = instruction.op === 'import' ? imported(context, behind.scope, instruction) : memberOf(context, behind.scope, instruction)
    if (next === null) return null
    scope = next.scope
    at = next.slot
  }
  return null
}

interface Next {
  readonly scope: Scope
  readonly slot: Slot
}

function imported(context: PatternContext, scope: Scope, instruction: Extract<Instruction, { op: 'import' }>): Next | null {
  const module = moduleOf(context, scope.module, instruction.from)
  return module === null || instruction.name === null ? null : named(module, instruction.name)
}

function moduleOf({ reader }: PatternContext, importer: Module, from: string): Module | null {
  const file = reader.program.resolve(importer, from)
  return file === null ? null : (reader.program.moduleByFile.get(file) ?? null)
}

function named(module: Module, name: string): Next | null {
  const found = exportNamed(module, name)
  return found?.kind === 'local' ? { scope: { module, function: functionAt(module, 0) }, slot: found.slot } : null
}

/** `config.key` of an object in sight, `settings.KEY` of a module. */
function memberOf(context: PatternContext, scope: Scope, instruction: Instruction): Next | null {
  if (instruction.op !== 'get') return null
  const object = context.reader.denoter.denote(scope, instruction.object)
  if (object.kind === 'module') return named(object.module, instruction.key)
  if (object.kind === 'class' || object.kind === 'instance') return fieldOf(object, instruction.key)
  return entryOfObject(context, scope, instruction.object, instruction.key, 0)
}

/** `jwt_secret: str = "..."` in the body of a class of settings. */
function fieldOf({ module, class: owner }: Denotation & { kind: 'class' | 'instance' }, key: string): Next | null {
  const field = owner.members.find(({ kind, name, slot }) => kind === 'field' && name === key && slot >= 0)
  return field === undefined ? null : { scope: { module, function: functionAt(module, owner.body) }, slot: field.slot }
}

function entryOfObject(context: PatternContext, scope: Scope, slot: Slot, key: string, depth: number): Next | null {
  if (depth > 4) return null
  const entry = dictEntries(scope, slot).findLast((candidate) => candidate.key === key)
  if (entry !== undefined) return { scope: entry.scope, slot: entry.value }
  const behind = definitionBehind(scope, slot)
  if (behind?.instruction.op === 'import') {
    const next = imported(context, behind.scope, behind.instruction)
    return next === null ? null : entryOfObject(context, next.scope, next.slot, key, depth + 1)
  }
  return null
}

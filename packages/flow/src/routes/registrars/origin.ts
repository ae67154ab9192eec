import { definitionsOf, isEmptyExports } from '../../engine/definitions.ts'
import { boundAt, exportNamed, functionAt, type Scope } from '../../engine/program.ts'
import type { Instruction, IrClass, Module, Slot } from '../../ir/ir.ts'
import { dictEntries } from '../handler-values.ts'
import type { Reader, SeenCall, SlotRef } from '../reader.ts'

/** The instruction that made a value, in the function in which it stands. */
export interface Origin {
  readonly scope: Scope
  readonly instruction: Instruction
}

const DEEPEST = 24

/** What of a program is needed to go back to what made a value. */
export type Sight = Pick<Reader, 'denoter' | 'program'>

/** What made a value, through names of other files, members of objects that are written out, and what copies were given; null when unclear. */
export function originOf(reader: Sight, scope: Scope, slot: Slot, depth = 0): Origin | null {
  if (slot < 0 || depth > DEEPEST) return null
  const all = definitionsOf(scope.module, scope.function, slot)
  const definitions = all.filter(
    (definition) =>
      (definition.kind !== 'instruction' || definition.instruction.op !== 'const' || definition.instruction.value != null) &&
      (all.length === 1 || !isEmptyExports(scope.function, slot, definition)),
  )
  const [only] = definitions
  if (only === undefined || definitions.length !== 1 || only.kind === 'loop') return null
  if (only.kind === 'inner') return originOf(reader, { module: scope.module, function: only.function }, only.src, depth + 1)
  const { instruction } = only
  const next = stepBack(reader, scope, instruction)
  return next === null ? { scope, instruction } : originOf(reader, next.scope, next.slot, depth + 1)
}

function stepBack(reader: Sight, scope: Scope, instruction: Instruction): SlotRef | null {
  switch (instruction.op) {
    case 'move':
    case 'await':
    case 'enter':
      return { scope, slot: instruction.src }
    case 'load-up':
      return { scope: { module: scope.module, function: functionAt(scope.module, instruction.function) }, slot: instruction.slot }
    case 'bound':
      return boundAt(scope.module, instruction)
    case 'import':
      return imported(reader, scope.module, instruction.from, instruction.name)
    case 'get':
      return memberAt(reader, scope, instruction.object, instruction.key)
    case 'index':
      return itemAt(reader, scope, instruction.object, instruction.index)
    case 'call': {
      if (instruction.callee < 0 && instruction.method !== 'freeze') return null
      const [first] = instruction.args
      if (first === undefined) return null
      const callee = reader.denoter.callee(scope, instruction)
      if (callee.kind !== 'library') return null
      if (callee.name === 'Object.freeze') return { scope, slot: first.value }
      if (callee.name !== 'require') return null
      const from = reader.denoter.denote(scope, first.value)
      return from.kind === 'constant' && typeof from.value === 'string' ? imported(reader, scope.module, from.value, null) : null
    }
    default:
      return null
  }
}

/** Where the module keeps what it exports under that name; null for packages, and for a module as a whole. */
function imported({ program }: Sight, importer: Module, from: string, name: string | null): SlotRef | null {
  const file = program.resolve(importer, from)
  const module = file === null ? undefined : program.moduleByFile.get(file)
  return module === undefined ? null : exported({ program }, module, name ?? '=', 0)
}

function exported({ program }: Pick<Sight, 'program'>, module: Module, name: string, depth: number): SlotRef | null {
  const found = exportNamed(module, name) ?? (name === 'default' ? exportNamed(module, '=') : null)
  const scope = { module, function: functionAt(module, 0) }
  if (found?.kind === 'local') return { scope, slot: found.slot }
  if (found?.kind === 'again' && found.imported !== null && depth < 6) {
    const file = program.resolve(module, found.from)
    const next = file === null ? undefined : program.moduleByFile.get(file)
    return next === undefined ? null : exported({ program }, next, found.imported, depth + 1)
  }
  // `module.exports = { area }`
  const whole = name === '=' ? null : exportNamed(module, '=')
  return whole?.kind === 'local' ? entryNamed(scope, whole.slot, name) : null
}

function memberAt(reader: Sight, scope: Scope, object: Slot, key: string): SlotRef | null {
  const denoted = reader.denoter.denote(scope, object)
  if (denoted.kind === 'module') return exported(reader, denoted.module, key, 0)
  // `this.routes`, which its class gives its value once.
  if (denoted.kind === 'instance' || denoted.kind === 'class') return fieldOf(reader, denoted, key)
  const made = originOf(reader, scope, object, DEEPEST - 6)
  return made?.instruction.op === 'dict' ? entryNamed(made.scope, made.instruction.dst, key) : null
}

function fieldOf(
  { denoter }: Sight,
  { module, class: owner }: { readonly module: Module; readonly class: IrClass },
  key: string,
): SlotRef | null {
  const member = owner.members.find(({ name, kind }) => name === key && kind === 'field')
  const body = { module, function: functionAt(module, owner.body) }
  const declared = member === undefined || member.slot < 0 ? [] : [{ scope: body, slot: member.slot }]
  const [only, ...more] = [...declared, ...denoter.fieldAssignments(module, owner, key)]
  return more.length === 0 ? (only ?? null) : null
}

/** `pair[1]`, where the list is written out. */
function itemAt(reader: Sight, scope: Scope, object: Slot, index: Slot): SlotRef | null {
  const at = reader.denoter.denote(scope, index)
  const made = at.kind === 'constant' && typeof at.value === 'number' ? originOf(reader, scope, object, DEEPEST - 6) : null
  if (made?.instruction.op !== 'list' || made.instruction.spreads.includes(true) || at.kind !== 'constant') return null
  const slot = made.instruction.items[Number(at.value)]
  return slot === undefined ? null : { scope: made.scope, slot }
}

function entryNamed(scope: Scope, slot: Slot, key: string): SlotRef | null {
  const entry = dictEntries(scope, slot).findLast((one) => one.key === key)
  return entry === undefined ? null : { scope: entry.scope, slot: entry.value }
}

/** The call that made an object, or the one of which a member is, or on which a method gives it: `area('/x').routes()`. */
export function makerOf(reader: Reader, scope: Scope, slot: Slot, depth = 0): SeenCall | null {
  const made = depth > 4 ? null : originOf(reader, scope, slot)
  if (made?.instruction.op === 'get') return makerOf(reader, made.scope, made.instruction.object, depth + 1)
  if (made?.instruction.op !== 'call') return null
  const { receiver, method } = made.instruction
  if (receiver >= 0 && /^(?:routes|middleware|router|build|callback|handler)$/.test(method))
    return makerOf(reader, made.scope, receiver, depth + 1) ?? reader.seenCall(made.instruction) ?? null
  return reader.seenCall(made.instruction) ?? null
}

/** A value of a table: where it stands, or a pair of a name and what stands under it. */
export type Item = { readonly kind: 'value'; readonly at: SlotRef } | { readonly kind: 'pair'; readonly key: string; readonly at: SlotRef }

const LONGEST_TABLE = 400

/** The items of a list that is written out, or of the entries of an object that is; none when any of them is out of sight. */
export function itemsOf(reader: Reader, scope: Scope, slot: Slot, depth = 0): readonly Item[] {
  const made = depth > 4 ? null : originOf(reader, scope, slot)
  if (made?.instruction.op === 'list') {
    const { items, spreads } = made.instruction
    const found = items.map((item, index) =>
      spreads[index] === true
        ? itemsOf(reader, made.scope, item, depth + 1)
        : [{ kind: 'value', at: { scope: made.scope, slot: item } } as const],
    )
    return found.some((part) => part.length === 0) ? [] : found.flat().slice(0, LONGEST_TABLE)
  }
  if (made?.instruction.op !== 'call') return []
  const [first] = made.instruction.args
  // `for rule, view in VIEWS.items()`
  if (made.scope.module.language === 'python' && made.instruction.method === 'items' && first === undefined)
    return entriesAt(reader, made.scope, made.instruction.receiver, true)
  const callee = reader.denoter.callee(made.scope, made.instruction)
  if (first === undefined || callee.kind !== 'library' || !/^Object\.(?:entries|values)$/.test(callee.name)) return []
  return entriesAt(reader, made.scope, first.value, callee.name === 'Object.entries')
}

/** The entries of an object that is written out, with their names or without. */
function entriesAt(reader: Reader, scope: Scope, slot: Slot, isNamed: boolean): readonly Item[] {
  const table = originOf(reader, scope, slot)
  if (table?.instruction.op !== 'dict') return []
  return dictEntries(table.scope, table.instruction.dst)
    .slice(0, LONGEST_TABLE)
    .map(({ key, value, scope: home }) =>
      isNamed ? { kind: 'pair', key, at: { scope: home, slot: value } } : { kind: 'value', at: { scope: home, slot: value } },
    )
}

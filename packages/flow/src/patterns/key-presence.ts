import { definitionsOf } from '../engine/definitions.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import type { SeenCall } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

/** Whether an object holds a key: `unknown` when some part of it is out of sight. */
export type Presence = 'present' | 'absent' | 'unknown'

const MAX_DEPTH = 8

/** Whether the object of a slot holds one of these keys, through spreads, copies, functions that make it, and the arguments of callers. */
export function presenceOf(context: PatternContext, scope: Scope, slot: Slot, keys: ReadonlySet<string>, depth = 0): Presence {
  if (slot < 0 || depth > MAX_DEPTH) return 'unknown'
  const definitions = definitionsOf(scope.module, scope.function, slot)
  const parameter = scope.function.parameters.findIndex((candidate) => candidate.slot === slot)
  const parts: Presence[] = definitions.map((definition) =>
    definition.kind === 'instruction' ? ofInstruction(context, scope, definition.instruction, keys, depth + 1) : 'unknown',
  )
  if (parameter >= 0) parts.push(ofParameter(context, scope, parameter, keys, depth + 1))
  if (parts.length === 0) return 'unknown'
  if (writesKey(context, scope, slot, keys)) return 'present'
  return joined(parts)
}

/** Any part that holds the key decides; else any part out of sight. */
function joined(parts: readonly Presence[]): Presence {
  if (parts.includes('present')) return 'present'
  return parts.includes('unknown') ? 'unknown' : 'absent'
}

function ofInstruction(
  context: PatternContext,
  scope: Scope,
  instruction: Instruction,
  keys: ReadonlySet<string>,
  depth: number,
): Presence {
  const inner = (slot: Slot): Presence => presenceOf(context, scope, slot, keys, depth)
  switch (instruction.op) {
    case 'const':
      return instruction.value === null || instruction.value === undefined ? 'absent' : 'unknown'
    case 'global':
      return instruction.name === 'undefined' ? 'absent' : 'unknown'
    case 'move':
    case 'await':
    case 'enter':
      return inner(instruction.src)
    case 'load-up':
      return presenceOf(
        context,
        { module: scope.module, function: functionAt(scope.module, instruction.function) },
        instruction.slot,
        keys,
        depth,
      )
    case 'dict':
      return joined(instruction.entries.map((entry) => ofEntry(context, scope, entry, keys, inner)))
    case 'binary':
      return instruction.operator === '|' ? joined([inner(instruction.left), inner(instruction.right)]) : 'unknown'
    case 'call': {
      const call = context.reader.seenCall(instruction)
      return call === undefined ? 'unknown' : ofCall(context, call, keys, depth)
    }
    case 'import':
    case 'get':
    case 'index':
      return ofDenotation(context, scope, instruction.dst, keys)
    default:
      return 'unknown'
  }
}

function ofEntry(
  context: PatternContext,
  scope: Scope,
  entry: Extract<Instruction, { op: 'dict' }>['entries'][number],
  keys: ReadonlySet<string>,
  inner: (slot: Slot) => Presence,
): Presence {
  if (entry.kind === 'entry') return keys.has(entry.key) ? 'present' : 'absent'
  if (entry.kind === 'spread') return inner(entry.value)
  const key = context.reader.denoter.denote(scope, entry.key)
  return key.kind === 'constant' ? (keys.has(String(key.value)) ? 'present' : 'absent') : 'unknown'
}

function ofDenotation({ reader }: PatternContext, scope: Scope, slot: Slot, keys: ReadonlySet<string>): Presence {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind !== 'dict') return 'unknown'
  if ([...keys].some((key) => denoted.entries.has(key))) return 'present'
  return denoted.isComplete ? 'absent' : 'unknown'
}

/** `dict(a=1)`, `Object.assign({}, a)`, `a.copy()`, and functions of the tree by what they return. */
function ofCall(context: PatternContext, call: SeenCall, keys: ReadonlySet<string>, depth: number): Presence {
  const inner = (slot: Slot): Presence => presenceOf(context, call, slot, keys, depth)
  if (call.name === 'dict')
    return joined(
      call.call.args.map((argument) =>
        argument.kind === 'named' ? (keys.has(argument.name) ? 'present' : 'absent') : inner(argument.value),
      ),
    )
  if (/^(?:Object\.(?:assign|freeze|fromEntries)|structuredClone|copy\.(?:copy|deepcopy)|util\.promisify)$/.test(call.name))
    return call.name === 'Object.fromEntries' ? 'unknown' : joined(call.call.args.map(({ value }) => inner(value)))
  if (call.method === 'copy' && call.call.receiver >= 0 && call.callee.kind !== 'function') return inner(call.call.receiver)
  if (call.callee.kind !== 'function') return 'unknown'
  const target: Scope = { module: call.callee.module, function: call.callee.function }
  const returned = target.function.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' && terminator.src >= 0 ? [terminator.src] : [],
  )
  return returned.length === 0 ? 'unknown' : joined(returned.map((slot) => presenceOf(context, target, slot, keys, depth)))
}

/** What callers hand on; a parameter that nobody in sight gives is out of sight. */
function ofParameter(context: PatternContext, scope: Scope, index: number, keys: ReadonlySet<string>, depth: number): Presence {
  const callers = context.reader.callersOf(scope.function)
  const parameter = scope.function.parameters[index]
  if (callers.length === 0 || parameter === undefined) return 'unknown'
  const parts = callers.map((caller) => ofArgument(context, caller, scope, index, keys, depth))
  return joined(parts)
}

function ofArgument(
  context: PatternContext,
  caller: SeenCall,
  scope: Scope,
  index: number,
  keys: ReadonlySet<string>,
  depth: number,
): Presence {
  const parameter = scope.function.parameters[index]
  const { args } = caller.call
  if (parameter === undefined || args.some(({ kind }) => kind === 'spread')) return 'unknown'
  if (parameter.kind === 'rest-named')
    return joined(
      args.map((argument) =>
        argument.kind === 'spread-named'
          ? presenceOf(context, caller, argument.value, keys, depth)
          : argument.kind === 'named' && keys.has(argument.name)
            ? 'present'
            : 'absent',
      ),
    )
  if (parameter.kind === 'rest') return 'unknown'
  const named = args.find((argument) => argument.kind === 'named' && argument.name === parameter.name)
  const position = scope.function.parameters.slice(0, index).filter(({ slot }) => slot !== scope.function.selfSlot).length
  const given = named ?? args.filter(({ kind }) => kind === 'positional')[position]
  if (given !== undefined) return presenceOf(context, caller, given.value, keys, depth)
  if (args.some(({ kind }) => kind === 'spread-named')) return 'unknown'
  if (parameter.defaultValue === null) return 'absent'
  const owner = functionAt(scope.module, parameter.defaultValue.function)
  return owner === scope.function
    ? 'absent'
    : presenceOf(context, { module: scope.module, function: owner }, parameter.defaultValue.slot, keys, depth)
}

/** `payload['exp'] = ...`, `options.expiresIn = ...`, `payload.update(exp=...)` on that very object. */
function writesKey({ reader }: PatternContext, scope: Scope, slot: Slot, keys: ReadonlySet<string>): boolean {
  const aliases = new Set<Slot>([slot])
  const instructions = scope.function.blocks.flatMap((block) => block.instructions)
  for (const one of instructions) if (one.op === 'move' && aliases.has(one.src)) aliases.add(one.dst)
  return instructions.some((one) => {
    if (one.op === 'set') return aliases.has(one.object) && keys.has(one.key)
    if (one.op === 'set-index') {
      const key = aliases.has(one.object) ? reader.denoter.denote(scope, one.index) : null
      return key?.kind === 'constant' && keys.has(String(key.value))
    }
    if (one.op !== 'call' || !aliases.has(one.receiver) || !/^(?:update|setdefault)$/.test(one.method)) return false
    return one.args.some((argument) => {
      if (argument.kind === 'named') return keys.has(argument.name)
      const denoted = reader.denoter.denote(scope, argument.value)
      if (denoted.kind === 'constant') return keys.has(String(denoted.value))
      return denoted.kind !== 'dict' || !denoted.isComplete || [...keys].some((key) => denoted.entries.has(key))
    })
  })
}

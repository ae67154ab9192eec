import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { BlockIndex, Instruction, IrClass, Slot } from '../ir/ir.ts'
import { assessAttachment } from './assess-attachment.ts'
import { classField } from './class-views.ts'
import { ordinarySuccessors } from './function-view.ts'
import { attachmentsOf, itemsOf } from './python-routers.ts'
import { callBehind, definitionBehind, type FunctionRef, type Reader, type SlotRef, stringsAt } from './reader.ts'
import type { Attachment } from './router-graph.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const MAX_BLOCKS = 200

/**
 * The permissions that `get_permissions` of a view gives for one action; null when they cannot be told: where it asks something else than
 * the action, what every way gives must be the same.
 */
export function permissionsOfAction(reader: Reader, method: FunctionRef, owner: IrClass, action: Action): readonly Attachment[] | null {
  const reached = blocksReached(reader, method, owner, action)
  if (reached === null) return null
  const lists: SlotRef[][] = []
  for (const index of reached) {
    const terminator = method.function.blocks[index]?.terminator
    if (terminator?.op !== 'return') continue
    const given = listsBehind(method, terminator.src, reached)
    if (given === null) return null
    lists.push(...given)
  }
  const names = new Set(lists.map((list) => list.map(({ scope, slot }) => permissionName(reader, scope, slot)).join()))
  const [only] = lists
  return only === undefined || names.size !== 1 ? null : attachmentsOf(only, 'returns-truth', reader.program)
}

export interface Action {
  readonly verb: string
  readonly name: string
}

/** Blocks that a request for this action can come to. */
function blocksReached(reader: Reader, method: FunctionRef, owner: IrClass, action: Action): ReadonlySet<BlockIndex> | null {
  const reached = new Set<BlockIndex>()
  const open: BlockIndex[] = [0]
  while (open.length > 0) {
    const index = open.pop()
    const block = index === undefined ? undefined : method.function.blocks[index]
    if (index === undefined || block === undefined || reached.has(index)) continue
    if (reached.size >= MAX_BLOCKS) return null
    reached.add(index)
    const { terminator } = block
    const answer = terminator.op === 'branch' ? answerFor(reader, method, owner, terminator.condition, action) : null
    if (terminator.op === 'branch' && answer !== null) open.push(answer ? terminator.then : terminator.else)
    else open.push(...ordinarySuccessors(terminator))
  }
  return reached
}

/** What a condition on `self.action` or `self.request.method` says of this action; null when it asks something else. */
function answerFor(reader: Reader, method: FunctionRef, owner: IrClass, condition: Slot, action: Action): boolean | null {
  const instruction = definitionBehind(method, condition)?.instruction
  if (instruction?.op === 'unary' && instruction.operator === 'not') {
    const inner = answerFor(reader, method, owner, instruction.operand, action)
    return inner === null ? null : !inner
  }
  if (instruction?.op !== 'binary' || !/^(?:==|!=|in|not-in)$/.test(instruction.operator)) return null
  const asked = askedOf(method, instruction.left, action)
  if (asked === null) return null
  const listed = textsOf(reader, method, owner, instruction.right)
  if (listed === null) return null
  return listed.includes(asked) === (instruction.operator === '==' || instruction.operator === 'in')
}

function askedOf(method: FunctionRef, slot: Slot, action: Action): string | null {
  const instruction = definitionBehind(method, slot)?.instruction
  if (instruction?.op !== 'get') return null
  return instruction.key === 'action' ? action.name : instruction.key === 'method' ? action.verb : null
}

/** The texts of a list that stands here, in a field of the class or in a constant; the safe methods of DRF. */
function textsOf(reader: Reader, method: FunctionRef, owner: IrClass, slot: Slot): readonly string[] | null {
  const here = stringsAt(reader, method, slot)
  if (here.length > 0) return here
  const instruction = definitionBehind(method, slot)?.instruction
  if (instruction?.op === 'get' && instruction.object === method.function.selfSlot) {
    const field = classField(reader, method.module, owner, instruction.key)
    const texts = field === null ? [] : stringsAt(reader, field.scope, field.slot)
    return texts.length > 0 ? texts : null
  }
  const denoted = reader.denoter.denote(method, slot)
  return denoted.kind === 'library' && /\.SAFE_METHODS$/.test(denoted.name) ? [...SAFE] : null
}

/** The lists that a returned value can be on the ways that are open, `[p() for p in classes]` read as the list of those classes. */
function listsBehind(method: FunctionRef, slot: Slot, reached: ReadonlySet<BlockIndex>, depth = 0): SlotRef[][] | null {
  if (depth > 6) return null
  const lists: SlotRef[][] = []
  for (const definition of definitionsOf(method.module, method.function, slot)) {
    if (definition.kind !== 'instruction') return null
    const { instruction } = definition
    if (!isReached(method, instruction, reached)) continue
    if (instruction.op === 'move') {
      const inner = listsBehind(method, instruction.src, reached, depth + 1)
      if (inner === null) return null
      lists.push(...inner)
    } else if (instruction.op === 'list') {
      const classes = instruction.items.length === 0 ? comprehended(method, slot) : -1
      const inner = classes < 0 ? [[...itemsOf(method, slot)]] : listsBehind(method, classes, reached, depth + 1)
      if (inner === null || instruction.spreads.some((spread) => spread === true)) return null
      lists.push(...(classes < 0 ? [instruction.items.map((item) => ({ scope: method, slot: item }))] : inner))
    } else return null
  }
  return lists
}

function isReached({ function: fn }: FunctionRef, instruction: Instruction, reached: ReadonlySet<BlockIndex>): boolean {
  return [...reached].some((index) => fn.blocks[index]?.instructions.includes(instruction) === true)
}

/** The list that a comprehension runs through: the slot of `classes` in `[p() for p in classes]`; -1 when it is none. */
function comprehended(method: FunctionRef, list: Slot): Slot {
  for (const { instructions } of method.function.blocks)
    for (const instruction of instructions) {
      if (instruction.op !== 'append' || instruction.object !== list) continue
      const made = definitionBehind(method, instruction.value)?.instruction
      if (made?.op !== 'call' || made.callee < 0) return -1
      return iterableBehind(method, made.callee)
    }
  return -1
}

/** What the loop runs through that gives a slot its values; -1 when it is no variable of a loop. */
function iterableBehind(method: FunctionRef, slot: Slot, depth = 0): Slot {
  for (const definition of definitionsOf(method.module, method.function, slot)) {
    if (definition.kind === 'loop') return definition.iterable
    if (definition.kind === 'instruction' && definition.instruction.op === 'move' && depth < 6)
      return iterableBehind(method, definition.instruction.src, depth + 1)
  }
  return -1
}

/** The class of a permission, of which some lists hold instances. */
function permissionName(reader: Reader, scope: Scope, slot: Slot): string {
  const call = callBehind(reader, scope, slot)
  return call === null ? reader.textOf(scope.module.file).slice(...rangeOf(scope, slot)) : `${call.name || call.method}`
}

function rangeOf(scope: Scope, slot: Slot): [number, number] {
  const instruction = definitionBehind(scope, slot)?.instruction
  return instruction === undefined ? [0, 0] : [instruction.start, instruction.end]
}

/** Guards of a view for a request that only reads: what lets strangers read by its name or its first test says so. */
export function readersOf(
  reader: Reader,
  attachments: readonly Attachment[],
  verb: string,
): { readonly guards: readonly GuardFact[]; readonly rest: readonly Attachment[] } {
  if (!SAFE.has(verb)) return { guards: [], rest: attachments }
  const guards: GuardFact[] = []
  const rest = attachments.filter((attachment) => {
    const [assessment] = assessAttachment(reader, attachment)
    if (assessment?.guard == null || !admitsReaders(reader, attachment, assessment.name)) return true
    guards.push({ ...assessment.guard, level: 'route', proof: 'declared-open' })
    return false
  })
  return { guards, rest }
}

/** `IsAuthenticatedOrReadOnly`, or a class whose `has_permission` lets the safe methods through. */
function admitsReaders(reader: Reader, { scope, slot }: Attachment, name: string): boolean {
  if (/ReadOnly$/.test(name)) return true
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind !== 'class' && denoted.kind !== 'instance') return false
  const asks = reader.denoter.member(denoted, 'has_permission')
  if (asks.kind !== 'function') return false
  const text = reader.textOf(asks.module.file).slice(asks.function.start, asks.function.end)
  return /if\s+request\.method\s+in\s+(?:\w+\.)*SAFE_METHODS\s*:\s*return\s+True\b/.test(text)
}

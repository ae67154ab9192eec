import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { comesFrom } from '../routes/comes-from.ts'
import { definitionBehind, nameOf, type Reader, type SeenCall } from '../routes/reader.ts'
import { slotAt } from './context.ts'

/** Objects that the program wrote itself, and where it keeps them. */

/** Whether what is read as objects comes from a file that the program opens itself, or from the memory in which its class keeps what it has dumped. */
export function isOfOwnKeeping(reader: Reader, call: SeenCall): boolean {
  const slot = slotAt(call, 0)
  return slot >= 0 && (isOfOpenedFile(reader, call, slot, 0) || isOfOwnMemory(reader, call, slot))
}

/** `load(file)`, `loads(decompress(file.read()))`: a model, an index, an entry of a cache. */
function isOfOpenedFile(reader: Reader, scope: Scope, slot: Slot, depth: number): boolean {
  if (nameOf(reader.denoter.denote(scope, slot)).startsWith('open()')) return true
  const opened = reader.callsIn(scope.function).filter(({ name }) => OPENS.test(name))
  if (opened.some(({ call }) => comesFrom(scope, slot, call.dst))) return true
  const parameters = scope.function.parameters.filter((one) => one.slot !== scope.function.selfSlot)
  const at = parameters.findIndex((one) => comesFrom(scope, slot, one.slot))
  const callers = depth > 1 || at < 0 ? [] : reader.callersOf(scope.function)
  return callers.length > 0 && callers.every((caller) => isOfOpenedFile(reader, caller, slotAt(caller, at), depth + 1))
}

const OPENS = /^(?:open|io\.open|gzip\.open|bz2\.open|lzma\.open)$/

/** `loads(self._entries[key])`, where the field holds a dictionary of this process and the class dumps what it puts there. */
function isOfOwnMemory(reader: Reader, call: SeenCall, slot: Slot): boolean {
  const owner = call.module.classes[call.function.ownerClass]
  const field = fieldBehind(call, slot)
  if (owner === undefined || field === null) return false
  const dumps = `${call.name.slice(0, call.name.lastIndexOf('.'))}.dumps`
  const isDumped = owner.members.some(({ function: index }) => {
    const method = call.module.functions[index]
    return method !== undefined && reader.callsIn(method).some(({ name }) => name === dumps)
  })
  if (!isDumped) return false
  const kept = reader.denoter.fieldAssignments(call.module, owner, field)
  return kept.length > 0 && kept.every(({ scope, slot: given }) => isDictionary(reader, scope, given))
}

/** The field of `self` of which a value is an entry. */
function fieldBehind(scope: Scope, slot: Slot, depth = 0): string | null {
  if (depth > 4) return null
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'move') return fieldBehind(scope, instruction.src, depth + 1)
    const object =
      instruction.op === 'index'
        ? instruction.object
        : instruction.op === 'call' && READS.test(instruction.method)
          ? instruction.receiver
          : -1
    const held = object < 0 ? undefined : definitionBehind(scope, object)?.instruction
    if (held?.op === 'get' && held.object === scope.function.selfSlot) return held.key
    // `until, data = self._entries[key]`
    if (instruction.op === 'index' && held !== undefined) return fieldBehind(scope, instruction.object, depth + 1)
  }
  return null
}

const READS = /^(?:get|pop|setdefault)$/

/** `{}`, `OrderedDict()`, and the entry of a dictionary of the module that is one. */
function isDictionary(reader: Reader, scope: Scope, slot: Slot): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'dict' || DICTIONARY.test(nameOf(denoted))) return true
  const made = definitionBehind(scope, slot)
  if (made?.instruction.op !== 'call' || made.instruction.method !== 'setdefault' || made.instruction.receiver < 0) return false
  return (
    isDictionary(reader, made.scope, made.instruction.receiver) && isDictionary(reader, made.scope, made.instruction.args[1]?.value ?? -1)
  )
}

const DICTIONARY = /^(?:dict|collections\.(?:OrderedDict|defaultdict)|weakref\.WeakValueDictionary)\(\)$/

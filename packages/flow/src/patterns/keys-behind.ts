import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import type { SeenCall } from '../routes/reader.ts'
import { type PatternContext, wordsOf } from './context.ts'

const MOST_STEPS = 8

/** Words of the keys and variables that a value was read from: `request.json['pwd'].encode()` is of a `pwd`, whatever the result is called. */
export function keysBehind(scope: Scope, slot: Slot): string {
  const words: string[] = []
  collect(scope, slot, words, new Set(), 0)
  return words.length === 0 ? '' : ` ${wordsOf(words.join(' '))} `
}

function collect(scope: Scope, slot: Slot, words: string[], seen: Set<Slot>, depth: number): void {
  if (slot < 0 || depth > MOST_STEPS || seen.has(slot)) return
  seen.add(slot)
  const inner = (next: Slot): void => collect(scope, next, words, seen, depth + 1)
  const name = scope.function.names.get(slot)
  if (name !== undefined) words.push(name)
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'move' || instruction.op === 'await') inner(instruction.src)
    else if (instruction.op === 'get') {
      words.push(instruction.key)
      if (/^(?:[A-Z0-9]+_)*(?:KEY|SECRET|SALT|PEPPER)$/.test(instruction.key) && isEnvironmentObject(scope, instruction.object))
        words.push(KEY_OF_ENVIRONMENT)
    } else if (instruction.op === 'list') for (const item of instruction.items) inner(item)
    else if (instruction.op === 'load-up') {
      const outer = scope.module.functions[instruction.function]
      if (outer !== undefined && depth < 4)
        collect({ module: scope.module, function: outer }, instruction.slot, words, new Set(), depth + 1)
    } else if (instruction.op === 'index') words.push(constantText(scope, instruction.index) ?? '')
    else if (instruction.op === 'binary') {
      inner(instruction.left)
      inner(instruction.right)
    } else if (instruction.op === 'template') {
      for (const part of instruction.parts) if (typeof part !== 'string') inner(part)
    } else if (instruction.op === 'call') {
      const key = isKeyed(instruction.method) ? instruction.args[0] : undefined
      const text = key === undefined ? null : constantText(scope, key.value)
      if (text !== null) words.push(text)
      else {
        inner(instruction.receiver)
        for (const argument of instruction.args) inner(argument.value)
      }
    }
  }
}

/** Stands for a key that is read from the environment, whatever it is called. */
export const KEY_OF_ENVIRONMENT = 'environmentkey'

/** `process.env`, `os.environ`. */
function isEnvironmentObject(scope: Scope, slot: Slot): boolean {
  const [only] = definitionsOf(scope.module, scope.function, slot)
  return only?.kind === 'instruction' && only.instruction.op === 'get' && /^env(?:iron)?$/.test(only.instruction.key)
}

const isKeyed = (method: string): boolean => method === 'get' || method === 'pop' || method === 'getlist'

function constantText(scope: Scope, slot: Slot): string | null {
  const [only, ...more] = definitionsOf(scope.module, scope.function, slot)
  if (more.length > 0 || only?.kind !== 'instruction' || only.instruction.op !== 'const') return null
  return typeof only.instruction.value === 'string' ? only.instruction.value : null
}

/** What is fed to a hash object beside its constructor: `hash.update(value)`. */
export function fedValues(context: PatternContext, call: SeenCall): readonly Slot[] {
  const slots = call.call.args.map(({ value }) => value)
  for (const other of context.reader.callsIn(call.function)) {
    if (other.method === 'update' && leadsTo(call, other.call.receiver)) slots.push(...other.call.args.map(({ value }) => value))
  }
  return slots
}

function leadsTo(call: SeenCall, receiver: Slot): boolean {
  let slot = receiver
  for (let step = 0; step < MOST_STEPS; step++) {
    if (slot === call.call.dst) return true
    const [only, ...more] = definitionsOf(call.module, call.function, slot)
    if (more.length > 0 || only?.kind !== 'instruction') return false
    const { instruction } = only
    if (instruction.op === 'move') slot = instruction.src
    else if (instruction.op === 'call' && instruction.method === 'update') slot = instruction.receiver
    else return false
  }
  return false
}

import { definitionsOf } from '../engine/definitions.ts'
import { argumentSlot, type Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { parameterBehind, type Reader, type SeenCall } from '../routes/reader.ts'
import { ownParameters } from './read-through.ts'

/** A function of the tree that reads the variable it is told, and gives back another parameter where there is none. */
interface EnvironmentReader {
  /** Place among the parameters, the receiver left out. */
  readonly standsIn: number
  readonly name: string
}

const READS = /^(?:os\.environ(?:\.get)?|os\.getenv|process\.env)$/
const DEEPEST = 6
const MOST_BLOCKS = 16
/** What is refused where the service is in earnest stands in for nobody. */
const IN_EARNEST = /\bprod|development|environment|NODE_ENV/i

const known = new WeakMap<Reader, Map<IrFunction, EnvironmentReader | null>>()

/** The argument that a helper such as `env('KEY', 'value')` falls back to; -1 when the call is none of a helper. */
export function standIn(reader: Reader, { callee, call }: SeenCall): Slot {
  if (callee.kind !== 'function') return -1
  const found = readerOf(reader, callee)
  return found === null ? -1 : argumentSlot(call.args, found.standsIn, found.name)
}

function readerOf(reader: Reader, scope: Scope): EnvironmentReader | null {
  const all = known.get(reader) ?? new Map<IrFunction, EnvironmentReader | null>()
  known.set(reader, all)
  let found = all.get(scope.function)
  if (found === undefined) {
    found = readReader(reader, scope)
    all.set(scope.function, found)
  }
  return found
}

function readReader(reader: Reader, scope: Scope): EnvironmentReader | null {
  const { module, function: fn } = scope
  const own = ownParameters(fn)
  if (own.length < 2 || fn.blocks.length > MOST_BLOCKS) return null
  if (!readsNamed(reader, scope) || IN_EARNEST.test(reader.textOf(module.file).slice(fn.start, fn.end))) return null
  const given = fn.blocks.flatMap(({ terminator }) => (terminator.op === 'return' && terminator.src >= 0 ? [terminator.src] : []))
  const standsIn = own.findIndex(({ slot }) => given.some((src) => mayBe(reader, scope, src, slot, 0)))
  const parameter = own[standsIn]
  return parameter === undefined ? null : { standsIn, name: parameter.name }
}

/** `os.environ.get(name)`, `os.getenv(name)`, `os.environ[name]`, `process.env[name]` with a parameter as the name. */
function readsNamed(reader: Reader, scope: Scope): boolean {
  const isParameter = (slot: Slot): boolean => parameterBehind(scope, slot)?.function === scope.function
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some((one) => {
      if (one.op === 'index') {
        const object = reader.denoter.denote(scope, one.object)
        return object.kind === 'library' && READS.test(object.name) && isParameter(one.index)
      }
      const [first] = one.op === 'call' ? one.args : []
      return one.op === 'call' && first !== undefined && READS.test(reader.seenCall(one)?.name ?? '') && isParameter(first.value)
    }),
  )
}

/** Whether a value may be that parameter as it was given, or what the environment is asked with it for a default. */
function mayBe(reader: Reader, scope: Scope, slot: Slot, parameter: Slot, depth: number): boolean {
  if (slot === parameter) return true
  if (depth > DEEPEST) return false
  return definitionsOf(scope.module, scope.function, slot).some((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    if (instruction.op === 'move') return mayBe(reader, scope, instruction.src, parameter, depth + 1)
    if (instruction.op !== 'call') return false
    const fallback = READS.test(reader.seenCall(instruction)?.name ?? '') ? instruction.args[1] : undefined
    if (fallback !== undefined) return mayBe(reader, scope, fallback.value, parameter, depth + 1)
    const isTrimmed = /^(?:strip|trim)$/.test(instruction.method) && instruction.receiver >= 0
    return isTrimmed && mayBe(reader, scope, instruction.receiver, parameter, depth + 1)
  })
}

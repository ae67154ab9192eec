import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { viewOf } from '../routes/function-view.ts'
import { callBehind, isServed, type Reader, textAt } from '../routes/reader.ts'
import { constantOf, type PatternContext } from './context.ts'

/** A place where a new password is read with a least length that its own words do not name. */
export interface ReadPassword {
  readonly at: { readonly start: number; readonly end: number }
  readonly least: number
}

const PASSWORD_KEY = /^(?:new_?)?(?:password|passwd|pwd|passphrase)$/i
/** Functions that give the password of a form or a body, after they have asked how long it is. */
const READS_PASSWORD =
  /(?:^|\.)(?:read|parse|check|clean|take|get|valid|validate)?_?(?:new_?)?(?:password|passwd|pwd|passphrase)(?:_?(?:of|from|field|input|value))?$/i
const MIN_NAME = /^min(?:imum)?(?:_?len(?:gth)?)?$/i
const MEASURES = /\blen\(|\.length\b/
const COMPARES = /[<>]=?/
const LONGEST_READER = 1_500
/** What no rule of a length exceeds. */
const MOST = 40

/** `body(password=secret(12))`, `{ password: text({ min: 12 }) }`: a function of the tree that measures is told the least length. */
export function readByRule({ reader }: PatternContext, scope: Scope, instruction: Instruction): readonly ReadPassword[] {
  const given =
    instruction.op === 'call'
      ? instruction.args.flatMap((argument) => (argument.kind === 'named' ? [{ key: argument.name, value: argument.value }] : []))
      : instruction.op === 'dict'
        ? instruction.entries.flatMap((entry) => (entry.kind === 'entry' ? [{ key: entry.key, value: entry.value }] : []))
        : []
  return given.flatMap(({ key, value }) => {
    const least = PASSWORD_KEY.test(key) ? leastGiven(reader, scope, value) : null
    return least === null ? [] : [{ at: instruction, least }]
  })
}

function leastGiven(reader: Reader, scope: Scope, slot: Slot): number | null {
  const made = callBehind(reader, scope, slot)
  if (made?.callee.kind !== 'function' || !measures(reader, made.callee)) return null
  const numbers = made.call.args.flatMap((argument): readonly number[] => {
    const denoted = reader.denoter.denote(made, argument.value)
    const named = denoted.kind === 'dict' ? [...denoted.entries].find(([key]) => MIN_NAME.test(key))?.[1] : denoted
    const value = named === undefined || (argument.kind === 'named' && !MIN_NAME.test(argument.name)) ? null : constantOf(named)
    return typeof value === 'number' ? [value] : []
  })
  const [least] = numbers
  // A minimum of one says that something has to be sent, as in a login.
  return least === undefined || least <= 1 || least > MOST ? null : least
}

function measures(reader: Reader, { module, function: fn }: Scope): boolean {
  const text = textAt(reader, module, fn.start, fn.end, LONGEST_READER)
  return MEASURES.test(text) && COMPARES.test(text)
}

/** `function password(body) { ... value.length < 12 ... }`: the name of the function says what is measured. */
export function readByName({ reader }: PatternContext, scope: Scope, instruction: Instruction): readonly ReadPassword[] {
  if (instruction.op !== 'binary' || !/^[<>]=?$/.test(instruction.operator) || !READS_PASSWORD.test(scope.function.name)) return []
  const right = constantOf(reader.denoter.denote(scope, instruction.right))
  const left = constantOf(reader.denoter.denote(scope, instruction.left))
  const [text, bound, isTurned] =
    typeof right === 'number'
      ? [instruction.left, right, false]
      : typeof left === 'number'
        ? [instruction.right, left, true]
        : [-1, 0, false]
  if (text < 0 || bound <= 1 || bound > MOST || !isLength(reader, scope, instruction)) return []
  const isBelow = instruction.operator.startsWith('<') !== isTurned
  const isStrict = !instruction.operator.endsWith('=')
  return [{ at: instruction, least: isBelow === isStrict ? bound : bound + 1 }]
}

function isLength(reader: Reader, { module }: Scope, { start, end }: Instruction): boolean {
  return MEASURES.test(textAt(reader, module, start, end, 200))
}

/** Whether any function of the service reads a new password so. */
export function readsAnywhere(context: PatternContext): boolean {
  const { reader } = context
  return reader.program.modules.some(
    (module) =>
      isServed(reader, module.file) &&
      module.functions.some((fn) => {
        const { operations } = viewOf(fn)
        if (!['call', 'dict', 'binary'].some((op) => operations.has(op as Instruction['op']))) return false
        const scope = { module, function: fn }
        return fn.blocks.some(({ instructions }) =>
          instructions.some((one) => readByRule(context, scope, one).length > 0 || readByName(context, scope, one).length > 0),
        )
      }),
  )
}

import { definitionsOf } from '../engine/definitions.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { dictEntries } from './handler-values.ts'
import { definitionBehind, type FunctionRef, type Reader, type SeenCall } from './reader.ts'

const WRITES_STATUS =
  /^(?:status|sendStatus|code|writeHead|json|text|html|body|newResponse|json_response|set_status|send_error|abort|throw)$/
const MAKES_ANSWER = /(?:Response|Exception|Error|Problem)$|jsonify$/
const STATUS_KEY = /^(?:status|statusCode|status_code)$/

/** Functions of the tree that hand a status on to one another. */
const DEEPEST = 3

/** `return fail(c, 401, 'Please log in')`: statuses that a function of the tree is given and answers with. */
export function passedStatuses(reader: Reader, call: SeenCall): readonly number[] {
  if (call.callee.kind !== 'function') return []
  const target = { module: call.callee.module, function: call.callee.function }
  return givenStatuses(reader, call).flatMap(({ position, name, status }) => {
    const parameters = target.function.parameters.filter(({ slot }) => slot !== target.function.selfSlot)
    const parameter = name === null ? parameters[position] : parameters.find((one) => one.name === name)
    return parameter !== undefined && writesStatus(reader, target, parameter.slot, 0) ? [status] : []
  })
}

interface GivenStatus {
  readonly position: number
  readonly name: string | null
  readonly status: number
}

function givenStatuses(reader: Reader, call: SeenCall): readonly GivenStatus[] {
  return call.call.args.flatMap((argument, position) => {
    const denoted = reader.denoter.denote(call, argument.value)
    if (denoted.kind !== 'constant' || typeof denoted.value !== 'number' || denoted.value < 300 || denoted.value > 599) return []
    return [{ position, name: argument.kind === 'named' ? argument.name : null, status: denoted.value }]
  })
}

/** Whether what a parameter is given becomes the status of the answer, or of the error that is thrown. */
function writesStatus(reader: Reader, target: FunctionRef, parameter: Slot, depth: number): boolean {
  if (depth > DEEPEST) return false
  const isGiven = (slot: Slot): boolean => slot === parameter || isMoved(target, slot, parameter)
  const isWritten = target.function.blocks.some(({ instructions }) => instructions.some((one) => setsStatus(one, isGiven)))
  return (
    isWritten ||
    reader.callsIn(target.function).some((call) => {
      const isMaker = WRITES_STATUS.test(call.method) || MAKES_ANSWER.test(call.name) || call.call.isNew
      return call.call.args.some(({ value }, position) => {
        if (isMaker && (isGiven(value) || dictEntries(call, value).some((entry) => STATUS_KEY.test(entry.key) && isGiven(entry.value))))
          return true
        const { callee } = call
        if (callee.kind !== 'function' || !isGiven(value)) return false
        const next = callee.function.parameters.filter(({ slot }) => slot !== callee.function.selfSlot)[position]
        return next !== undefined && writesStatus(reader, { module: callee.module, function: callee.function }, next.slot, depth + 1)
      })
    })
  )
}

/** `res.statusCode = status`, and `return body, status` of Flask. */
function setsStatus(one: Instruction, isGiven: (slot: Slot) => boolean): boolean {
  if (one.op === 'set') return STATUS_KEY.test(one.key) && isGiven(one.src)
  return one.op === 'list' && one.shape === 'tuple' && one.items.some(isGiven)
}

/** A parameter with a default is another variable than what was given. */
function isMoved(target: FunctionRef, slot: Slot, parameter: Slot): boolean {
  const found = definitionsOf(target.module, target.function, slot)
  return (
    found.length > 0 &&
    found.some((one) => one.kind === 'instruction' && one.instruction.op === 'move' && one.instruction.src === parameter)
  )
}

/** Whether a function of the tree makes an answer and gives it back: `const fail = (c, status) => c.json({}, status)`. */
export function givesAnswer(reader: Reader, target: FunctionRef, depth = 0): boolean {
  if (depth > DEEPEST) return false
  return target.function.blocks.some(({ terminator }) => {
    if (terminator.op !== 'return' || terminator.src < 0) return false
    const made = definitionBehind(target, terminator.src)?.instruction
    const call = made?.op === 'call' ? reader.seenCall(made) : undefined
    if (call === undefined) return false
    if (call.callee.kind === 'function')
      return givesAnswer(reader, { module: call.callee.module, function: call.callee.function }, depth + 1)
    return WRITES_STATUS.test(call.method) || MAKES_ANSWER.test(call.name)
  })
}

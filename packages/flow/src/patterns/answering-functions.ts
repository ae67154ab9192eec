import { argumentSlot } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { comesFrom } from '../routes/comes-from.ts'
import type { Reader, SeenCall } from '../routes/reader.ts'

/** The arguments of a call that a function of Python's tree answers with: `reply(data, 500)`, where it returns `web.json_response(data, ...)`. */
export function answeredArguments(reader: Reader, { callee, call, module }: SeenCall, responds: RegExp): readonly Slot[] {
  if (module.language !== 'python' || callee.kind !== 'function' || call.isDecorator) return []
  const target = { module: callee.module, function: callee.function }
  const answers = reader.callsIn(target.function).filter((one) => one.callee.kind !== 'function' && responds.test(one.method))
  const given = target.function.parameters.filter(({ slot }) => slot !== target.function.selfSlot)
  return given.flatMap(({ slot, name }, index) => {
    const argument = argumentSlot(call.args, index, name)
    const isAnswered = answers.some((one) => one.call.args.some(({ value }) => comesFrom(target, value, slot)))
    return argument >= 0 && isAnswered ? [argument] : []
  })
}

import type { Scope } from '../engine/program.ts'
import type { IrFunction } from '../ir/ir.ts'

const MEMBERS = /^(?:req|var|env|res)$/
const METHODS = /^(?:get|set|json|text|html|body|header|status|redirect|notFound)$/

const known = new WeakMap<IrFunction, boolean>()

/** Whether a function uses its first parameter, which is called `c`, as the context of Hono is used: `c.req.param('id')`, `c.get('user')`. */
export function isContextOfHono({ module, function: fn }: Scope): boolean {
  if (module.language !== 'javascript') return false
  let answer = known.get(fn)
  if (answer === undefined) {
    const first = fn.parameters.find(({ slot }) => slot !== fn.selfSlot)
    answer =
      first?.name === 'c' &&
      fn.blocks.some(({ instructions }) =>
        instructions.some(
          (one) =>
            (one.op === 'get' && one.object === first.slot && MEMBERS.test(one.key)) ||
            (one.op === 'call' && one.receiver === first.slot && METHODS.test(one.method)),
        ),
      )
    known.set(fn, answer)
  }
  return answer
}

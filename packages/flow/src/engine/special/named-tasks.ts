import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { callFunction } from '../call-function.ts'
import { taskArguments } from '../call-function-member.ts'
import { denotedValue } from '../denoted-value.ts'
import { functionAt } from '../program.ts'
import { NOTHING, type Value } from '../value.ts'

const TASK = /^celery\.(?:shared_task|Celery\.task)(?:\(\))?$/

/** `app.send_task('shop.tasks.mail', args=[...])`: a task by its name. */
export function sendTask(act: Activation, use: CallUse): Value {
  const name = use.args.positional[0]?.constant
  if (typeof name !== 'string') return NOTHING
  const args = taskArguments(act, { ...use, method: 'apply_async', args: { ...use.args, positional: use.args.positional.slice(1) } })
  const last = name.slice(name.lastIndexOf('.') + 1)
  for (const module of act.engine.program.modules) {
    if (module.language !== 'python') continue
    for (const owner of module.functions) {
      if (owner.decorators.length === 0 || owner.name.slice(owner.name.lastIndexOf('.') + 1) !== last) continue
      const scope = { module, function: functionAt(module, Math.max(0, owner.parent)) }
      const isTask = owner.decorators.some((slot) => {
        const denoted = act.engine.denoter.denote(scope, slot)
        return denoted.kind === 'library' && TASK.test(denoted.name)
      })
      const { hint } = denotedValue(act, { kind: 'function', module, function: owner, receiver: null }, null)
      if (isTask && hint?.kind === 'function') callFunction(act, hint, args, use.instruction)
    }
  }
  return NOTHING
}

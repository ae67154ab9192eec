import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { type CallArguments, callFunction, type FunctionHint } from './call-function.ts'
import { elementOf } from './containers.ts'
import { functionAt } from './program.ts'
import { NOTHING, type Value } from './value.ts'

/** The arguments of a task: as they are, or in `args=(...)` and `kwargs={...}`. */
export function taskArguments(act: Activation, use: CallUse): CallArguments {
  const { args } = use
  if (!/^(?:apply_async|send_with_options|schedule)$/.test(use.method)) return args
  const listed = args.named.get('args') ?? (use.method === 'apply_async' ? args.positional[0] : undefined)
  const named = args.named.get('kwargs') ?? (use.method === 'apply_async' ? args.positional[1] : undefined)
  const list = listed?.objects.length === 1 ? act.object(listed.objects[0] ?? -1) : undefined
  const isKnown = list !== undefined && list.length >= 0
  return {
    positional: isKnown ? Array.from({ length: list.length }, (_, index) => list.entries.get(String(index)) ?? NOTHING) : [],
    named: new Map(),
    spread: isKnown ? null : (listed ?? null),
    spreadNamed: named ?? null,
  }
}

/** `@app.task(bind=True)`: the task itself stands in front of the arguments. */
function bound({ engine }: Activation, hint: FunctionHint): FunctionHint {
  const scope = { module: hint.module, function: functionAt(hint.module, Math.max(0, hint.function.parent)) }
  const isBound = hint.function.decorators.some((slot) => {
    const denoted = engine.denoter.denote(scope, slot)
    const given =
      denoted.kind === 'library' && denoted.origin !== null
        ? engine.denoter.argument(denoted.origin, denoted.origin.call, -1, 'bind')
        : null
    return given?.kind === 'constant' && given.value === true
  })
  return isBound ? { ...hint, bound: [NOTHING, ...hint.bound] } : hint
}

/** `f.call(self, ...)`, `f.apply(self, [...])`, `f.bind(self, ...)`, `task.delay(...)`; undefined for other members. */
export function callFunctionMember(act: Activation, hint: FunctionHint, receiver: Value, use: CallUse): Value | null | undefined {
  const [self = null, ...rest] = use.args.positional
  switch (use.method) {
    case 'call':
      return callFunction(act, { ...hint, receiver: self }, { ...use.args, positional: rest }, use.instruction)
    case 'apply':
      return callFunction(
        act,
        { ...hint, receiver: self },
        { ...use.args, positional: [], spread: rest[0] === undefined ? null : elementOf(act, rest[0], use.instruction) },
        use.instruction,
      )
    case 'bind':
      return { ...receiver, hint: { ...hint, receiver: self ?? hint.receiver, bound: [...hint.bound, ...rest] } }
    case 'delay':
    case 'delay_on_commit':
    case 'apply_async':
    case 's':
    case 'si':
    case 'send':
    case 'send_with_options':
    case 'schedule':
    case 'defer':
    case 'enqueue':
      // What other members of a function of JavaScript do is not known.
      if (act.frame.module.language !== 'python') return undefined
      callFunction(act, bound(act, hint), taskArguments(act, use), use.instruction)
      return NOTHING
    default:
      return undefined
  }
}

import type { Slot } from '../ir/ir.ts'
import { definitionBehind } from '../routes/reader.ts'
import type { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { construct } from './construct.ts'
import type { Denotation } from './denotation.ts'
import { denotedValue } from './denoted-value.ts'
import { exportedCell } from './import-value.ts'
import type { Range } from './place.ts'
import { functionAt, type Scope } from './program.ts'
import { runModule } from './run-module.ts'
import { NOTHING, type Value } from './value.ts'

/** Where a decorator stands on a parameter. */
export interface DecoratorSite {
  readonly scope: Scope
  readonly slot: Slot
}

/** `@Body('field', OwnPipe)`, `@Body(new OwnPipe(schema))`: the handler gets what the pipe makes of it. */
export function transformed(
  act: Activation,
  pipe: Denotation & { kind: 'class' | 'instance' },
  given: Value,
  at: Range,
  site: DecoratorSite,
): Value {
  const member = pipe.class.members.find(({ kind, name, function: index }) => kind === 'method' && name === 'transform' && index >= 0)
  if (member === undefined) return given
  const environment = act.engine.environments.get(pipe.module) ?? null
  const method = {
    kind: 'function' as const,
    module: pipe.module,
    function: functionAt(pipe.module, member.function),
    environment,
    receiver: receiverOf(act, pipe, site),
    bound: [],
  }
  return callFunction(act, method, { ...NO_ARGUMENTS, positional: [given], isOpen: true }, at) ?? NOTHING
}

/** The pipe with what it was made of, as far as the bodies of modules tell. */
function receiverOf(act: Activation, pipe: Denotation & { kind: 'class' | 'instance' }, site: DecoratorSite): Value {
  const environment = act.engine.environments.get(pipe.module) ?? null
  const origin = pipe.kind === 'instance' ? pipe.origin : null
  const args = origin === null ? [] : origin.call.args.map(({ value }) => valueAt(act, origin, value, site, 0))
  if (origin === null || args.length === 0 || args.every((value) => value === NOTHING))
    return { ...NOTHING, hint: { kind: 'instance', module: pipe.module, class: pipe.class, environment } }
  // One call in a function that makes decorators makes a pipe for each of them.
  const { start, end } = definitionBehind(site.scope, site.slot)?.instruction ?? origin.call
  return construct(
    act,
    { kind: 'class', module: pipe.module, class: pipe.class, environment },
    { instruction: { ...origin.call, start, end }, args: { ...NO_ARGUMENTS, positional: args }, receiver: null, method: '' },
  )
}

/** What a module has under a name at its end, also where a function that makes the decorator was given it: `ZodBody(Invitation)`. */
function valueAt(act: Activation, scope: Scope, slot: Slot, site: DecoratorSite, depth: number): Value {
  const { engine } = act
  if (depth > 4) return NOTHING
  const index = scope.function.parameters.findIndex((parameter) => parameter.slot === slot)
  if (index >= 0) {
    const made = definitionBehind(site.scope, site.slot)
    if (made?.instruction.op !== 'call') return NOTHING
    const callee = engine.denoter.callee(made.scope, made.instruction)
    const argument = made.instruction.args[index]
    const isIt = callee.kind === 'function' && callee.function === scope.function && argument?.kind === 'positional'
    return isIt ? valueAt(act, made.scope, argument.value, site, depth + 1) : NOTHING
  }
  const named = outermost(scope, slot)
  if (named !== null) {
    runModule(engine, scope.module)
    const cell = engine.environments.get(scope.module)?.cells.get(named)
    if (cell !== undefined) return cell
  }
  const behind = definitionBehind(scope, slot)
  if (behind?.instruction.op === 'import' && behind.instruction.name !== null) {
    const file = engine.program.resolve(scope.module, behind.instruction.from)
    const module = file === null ? undefined : engine.program.moduleByFile.get(file)
    if (module !== undefined) {
      runModule(engine, module)
      return exportedCell(act, module, behind.instruction.name, 0) ?? NOTHING
    }
  }
  const denoted = engine.denoter.denote(scope, slot)
  return denoted.kind === 'constant' ? denotedValue(act, denoted, null) : NOTHING
}

/** The name of the module that a slot stands for, where it is one. */
function outermost(scope: Scope, slot: Slot): Slot | null {
  const top = functionAt(scope.module, 0)
  if (scope.function === top) return top.names.has(slot) ? slot : null
  const read = scope.function.blocks
    .flatMap(({ instructions }) => instructions)
    .find((instruction) => 'dst' in instruction && instruction.dst === slot)
  return read?.op === 'load-up' && read.function === 0 ? read.slot : null
}

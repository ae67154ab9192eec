import type { IrFunction, Module } from '../../ir/ir.ts'
import { constantOf, type Denotation, libraryNamed, sameDenotation, UNKNOWN } from '../denotation.ts'
import type { InnerDenoter } from '../denote.ts'
import { type CallInstruction, type CallSite, functionAt, type Scope } from '../program.ts'
import { madeClass } from './made-class.ts'
import { PassedThrough } from './passed-through.ts'

/** `Own.as_manager()` gives an object with the methods of the query set. */
const MAKES_MANAGER = /\.QuerySet\.as_manager$/

/** Calls that give back what they got, for who asks what it is. */
const SAME_FUNCTION = new Set([
  'Object.freeze',
  'util.promisify',
  'util.callbackify',
  'bluebird.promisify',
  'es6-promisify.promisify',
  'pify',
  'asgiref.sync.sync_to_async',
  'asgiref.sync.async_to_sync',
])

/** Methods of a text whose result is told by it. */
const TEXT = /^(?:split|toLowerCase|toUpperCase)$/

/** An application each of whose methods gives it back, so that dozens of routes may stand in one chain. */
const CHAINED_APPLICATION = /^(?<maker>(?:hono(?:\/\w+)?\.\w*Hono|@hono\/zod-openapi\.OpenAPIHono|elysia\.Elysia)\(\))\..+(?<last>\.\w+)$/
const LONG_CHAIN = 100

/** `hono.Hono().get().post().put`, where the steps between say nothing more. */
function shortened(name: string): string {
  const { maker, last } = name.length > LONG_CHAIN ? (CHAINED_APPLICATION.exec(name)?.groups ?? {}) : {}
  return maker === undefined || last === undefined ? name : `${maker}${last}`
}

/** What calls yield: instances of classes, what factories return, modules that are required. */
export class CallResults {
  readonly #denoter: InnerDenoter
  readonly #passed: PassedThrough
  /** `null` marks a factory that is being read. */
  readonly #results = new Map<IrFunction, Denotation | null>()

  constructor(denoter: InnerDenoter) {
    this.#denoter = denoter
    this.#passed = new PassedThrough(denoter)
  }

  result(callee: Denotation, scope: Scope, call: CallInstruction): Denotation {
    if (call.isDecorator) {
      const decorated = this.#denoter.argument(scope, call, 0)
      if (decorated?.kind === 'function' || decorated?.kind === 'class') return decorated
    }
    if (call.method === 'join') {
      const joined = this.#joined(scope, call)
      if (joined !== null) return joined
    }
    const text = call.receiver >= 0 && TEXT.test(call.method) ? this.#ofText(scope, call) : null
    if (text !== null) return text
    switch (callee.kind) {
      case 'library': {
        if (callee.name === 'require' || callee.name === 'import') return this.#required(scope, call)
        if (callee.name === 'functools.partial') return this.#partial(scope, call)
        if (callee.name === 'getattr') return this.#attribute(scope, call)
        if (callee.name.endsWith('.bind') || SAME_FUNCTION.has(callee.name)) return this.#denoter.argument(scope, call, 0) ?? UNKNOWN
        if (MAKES_MANAGER.test(callee.name) && call.receiver >= 0) {
          const owner = this.#denoter.denote(scope, call.receiver)
          if (owner.kind === 'class') return { ...owner, kind: 'instance', origin: null }
        }
        const site = { module: scope.module, function: scope.function, call }
        return libraryNamed(this.#denoter.nameOfMember(shortened(callee.name), null), site)
      }
      case 'class':
        return {
          kind: 'instance',
          module: callee.module,
          class: callee.class,
          origin: { module: scope.module, function: scope.function, call },
        }
      case 'function': {
        if (call.method === 'bind') return { ...callee }
        const made = call.isNew ? madeClass(callee) : null
        if (made !== null) return { ...made, kind: 'instance', origin: null }
        const passed = this.#passed.given(callee, scope, call)
        if (passed !== null) return passed
        const returned = this.#filledIn(this.returned(callee.module, callee.function), callee.function, scope, call)
        return this.#madeHere(returned, callee, { module: scope.module, function: scope.function, call })
      }
      default:
        return UNKNOWN
    }
  }

  /** `object({ name, email })` of `(properties) => ({ type: 'object', properties })`: what the call gives stands in the object that is made. */
  #filledIn(made: Denotation, callee: IrFunction, scope: Scope, call: CallInstruction): Denotation {
    if (made.kind !== 'dict') return made
    const entries = [...made.entries].map(([key, entry]): readonly [string, Denotation] => {
      if (entry.kind !== 'parameter' || entry.function !== callee || entry.path !== '') return [key, entry]
      const parameters = callee.parameters.filter(({ slot }) => slot !== callee.selfSlot)
      const parameter = callee.parameters[entry.index]
      const position = parameter === undefined ? -1 : parameters.indexOf(parameter)
      return [key, this.#denoter.argument(scope, call, position, parameter?.name ?? '') ?? entry]
    })
    return { ...made, entries: new Map(entries) }
  }

  /** `repository(Order)`: what a factory makes of an argument of its own was made by the call of the factory. */
  #madeHere(made: Denotation, { function: factory }: Denotation & { kind: 'function' }, site: CallSite): Denotation {
    if (made.kind !== 'instance' || made.origin === null || made.origin.function !== factory) return made
    const { origin } = made
    const isPassedOn = origin.call.args.some(({ value }) => {
      const given = this.#denoter.denote(origin, value)
      return given.kind === 'parameter' && given.function === factory && given.path === ''
    })
    return isPassedOn ? { ...made, origin: site } : made
  }

  /** `getattr(modes, name)`, with what the name is when nobody gives one. */
  #attribute(scope: Scope, call: CallInstruction): Denotation {
    const object = this.#denoter.argument(scope, call, 0)
    const name = this.#denoter.argument(scope, call, 1)
    if (object === null || name === null) return UNKNOWN
    const named = name.kind === 'parameter' && object.kind === 'library' && name.path === '' ? this.#fallback(name) : name
    return named.kind === 'constant' && typeof named.value === 'string'
      ? this.#denoter.member(object, named.value)
      : libraryNamed('getattr()', { module: scope.module, function: scope.function, call })
  }

  #fallback({ module, function: fn, index }: Denotation & { kind: 'parameter' }): Denotation {
    const given = fn.parameters[index]?.defaultValue ?? null
    return given === null ? UNKNOWN : this.#denoter.denote({ module, function: functionAt(module, given.function) }, given.slot)
  }

  /** `['a', 'b'].join('-')`, `'-'.join(('a', 'b'))`: one text, however it is cut in the source. */
  #joined(scope: Scope, call: CallInstruction): Denotation | null {
    const receiver = this.#denoter.denote(scope, call.receiver)
    const given = this.#denoter.argument(scope, call, 0)
    const [list, between] = receiver.kind === 'list' ? [receiver, given] : [given, receiver]
    if (list?.kind !== 'list' || !list.isComplete) return null
    const separator = between === null ? ',' : between.kind === 'constant' && typeof between.value === 'string' ? between.value : null
    const parts = list.items.flatMap((item) => (item.kind === 'constant' && typeof item.value === 'string' ? [item.value] : []))
    return separator === null || parts.length !== list.items.length ? null : constantOf(parts.join(separator))
  }

  /** `'GET /notes'.split(' ')`, `'GET'.toLowerCase()`. */
  #ofText(scope: Scope, call: CallInstruction): Denotation | null {
    const text = this.#denoter.denote(scope, call.receiver)
    if (text.kind !== 'constant' || typeof text.value !== 'string') return null
    if (call.method !== 'split') return constantOf(call.method === 'toLowerCase' ? text.value.toLowerCase() : text.value.toUpperCase())
    const separator = this.#denoter.argument(scope, call, 0)
    if (separator?.kind !== 'constant' || typeof separator.value !== 'string') return null
    const items = text.value.split(separator.value).map((part) => constantOf(part))
    return { kind: 'list', shape: 'list', items, isComplete: true }
  }

  #partial(scope: Scope, call: CallInstruction): Denotation {
    const function_ = this.#denoter.argument(scope, call, 0)
    const site = { module: scope.module, function: scope.function, call }
    if (function_?.kind !== 'function') return libraryNamed('functools.partial()', site)
    return { ...function_, partials: [...(function_.partials ?? []), site] }
  }

  #required(scope: Scope, call: CallInstruction): Denotation {
    const specifier = this.#denoter.argument(scope, call, 0)
    if (specifier?.kind !== 'constant' || typeof specifier.value !== 'string') return UNKNOWN
    return this.#denoter.imported(scope.module, specifier.value, null)
  }

  /** What every `return` of a factory agrees on. */
  returned(module: Module, callee: IrFunction): Denotation {
    const known = this.#results.get(callee)
    if (known !== undefined) return known ?? UNKNOWN
    this.#results.set(callee, null)
    let agreed: Denotation | null = null
    for (const block of callee.blocks) {
      const { terminator } = block
      const yielded = block.instructions.find((instruction) => instruction.op === 'yield')
      const slot = yielded?.op === 'yield' ? yielded.src : terminator.op === 'return' ? terminator.src : -1
      if (slot < 0) continue
      const next = this.#denoter.denote({ module, function: callee }, slot)
      if (next.kind === 'constant' && (next.value === null || next.value === undefined)) continue
      if (agreed === null) agreed = next
      else if (!sameDenotation(agreed, next)) agreed = UNKNOWN
    }
    let answer = agreed ?? UNKNOWN
    if (answer.kind === 'parameter') answer = UNKNOWN
    if (answer.kind === 'unknown') answer = this.#denoter.instanceOfType({ module, function: callee }, callee.returnType)
    this.#results.set(callee, answer)
    return answer
  }
}

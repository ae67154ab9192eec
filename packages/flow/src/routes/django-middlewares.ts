import type { Denotation } from '../engine/denotation.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { memberFunction } from './class-views.ts'
import { attachedFunction } from './python-route.ts'
import type { FunctionRef, Reader } from './reader.ts'
import type { Attachment, Manner } from './router-graph.ts'

/** What asks who calls, and what turns somebody away. */
const ASKS = /is_authenticated|is_anonymous|request\.(?:user|session|auth)\b|authorization|\btoken\b|get_user\(|login/i
const TURNS_AWAY = /\b(?:401|403)\b|redirect|PermissionDenied|Forbidden|Unauthorized|login/i

/** Steps of a middleware class that Django calls, and which way they refuse. */
const STEPS: readonly (readonly [string, Manner])[] = [
  ['process_request', 'returns-nothing'],
  ['process_view', 'returns-nothing'],
  ['__call__', 'next'],
]

/** A middleware of the tree that asks who calls, as what stands before every view: the step of it that may refuse. */
export function middlewareAttachments(reader: Reader, middleware: Denotation): readonly Attachment[] {
  if (middleware.kind === 'function') {
    const { module, function: maker } = middleware
    const inner = module.functions.find(({ parent, index }) => parent === maker.index && index !== maker.index)
    return inner !== undefined && refuses(reader, { module, function: inner }) ? attachedFunction({ module, function: inner }, 'next') : []
  }
  if (middleware.kind !== 'class') return []
  const { module, class: owner } = middleware
  const found = STEPS.flatMap(([name, manner]) => {
    const step = memberFunction(reader, module, owner, name)
    return step === null ? [] : [{ step, manner }]
  })
  // `early = self.before(request)`: a base that leaves the question to its classes.
  const left = found.flatMap(({ step, manner }) => (manner === 'next' ? stepsLeft(reader, module, owner, step) : []))
  return [...left.map((step) => ({ step, manner: 'returns-nothing' as const })), ...found].flatMap(({ step, manner }) =>
    refuses(reader, step) ? attachedFunction(step, manner).map((one) => ({ ...one, label: owner.name })) : [],
  )
}

function refuses(reader: Reader, { module, function: fn }: FunctionRef): boolean {
  const text = reader.textOf(module.file).slice(fn.start, fn.end)
  return ASKS.test(text) && TURNS_AWAY.test(text)
}

/** The methods of the class itself that an inherited `__call__` asks with the request before it goes on. */
function stepsLeft(reader: Reader, module: Module, owner: IrClass, call: FunctionRef): readonly FunctionRef[] {
  if (owner.members.some(({ name }) => name === '__call__')) return []
  return reader.callsIn(call.function).flatMap(({ call: { receiver, args }, method }) => {
    if (receiver < 0 || receiver !== call.function.selfSlot || args.length !== 1 || !owner.members.some(({ name }) => name === method))
      return []
    const step = memberFunction(reader, module, owner, method)
    return step === null ? [] : [step]
  })
}

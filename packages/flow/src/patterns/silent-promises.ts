import type { IrFunction, Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { nameOf } from '../routes/reader.ts'
import type { CallFinder } from './context.ts'
import { CLEAN_UP } from './exceptions.ts'

/** `.catch(() => {})`, and `.catch(() => undefined)` of a promise whose result nobody takes. */
export const silentCatch: CallFinder = (context, call) => {
  if (call.method !== 'catch' || call.call.receiver < 0 || call.module.language !== 'javascript') return
  const first = call.call.args[0]
  const denoted = first === undefined ? undefined : context.reader.denoter.denote(call, first.value)
  if (denoted?.kind !== 'function') return
  // `.catch(noop)` names what it does.
  if (denoted.function.start < call.call.start || denoted.function.end > call.call.end || denoted.module !== call.module) return
  const isEmpty = denoted.function.blocks.every(
    (block) =>
      block.instructions.every((instruction) => instruction.op === 'const') &&
      block.terminator.op !== 'throw' &&
      !(
        block.terminator.op === 'return' &&
        denoted.function.parameters.some(({ slot }) => block.terminator.op === 'return' && block.terminator.src === slot)
      ),
  )
  const text = context.reader.textOf(denoted.module.file)
  const body = text.slice(denoted.function.start, denoted.function.end)
  // `.catch(() => undefined)` says what comes instead, where somebody takes it; nobody does when the result falls away.
  const isDropped = isUnused(call.function, call.call.dst) && !CLEAN_UP.test(text.slice(call.call.start, denoted.function.start))
  if (isEmpty && denoted.function.blocks.length <= 2 && (/\{[^}]*\}\s*$/.test(body) || isDropped))
    context.emitCall(call, {
      kind: 'swallowed-exception',
      cwe: 391,
      message: 'a rejected promise is caught and nothing is done with it',
      details: { isBare: true, returns: 'nothing', failsOpen: false },
      confidence: 'low',
    })
}

const EMPTY = /^rxjs(?:\/\w+)?\.(?:of|EMPTY|NEVER|from|scheduled)$/

/** `catchError(() => of(null))` of RxJS: whatever went wrong becomes an empty answer. */
export const silentStream: CallFinder = (context, call) => {
  if (!/^rxjs(?:\/operators)?\.catchError$/.test(call.name)) return
  const given = context.reader.denoter.argument(call, call.call, 0)
  if (given?.kind !== 'function' || given.module !== call.module) return
  const { blocks, parameters } = given.function
  const inner = context.reader.callsIn(given.function)
  const taken = new Set(parameters.map(({ slot }) => slot))
  const looksAtIt = blocks.some(({ instructions }) => instructions.some((one) => operandsOf(one).some((slot) => taken.has(slot))))
  const text = context.reader.textOf(call.module.file).slice(given.function.start, given.function.end)
  const isOnlyEmpty = inner.every(({ name }) => EMPTY.test(name)) && /\b(?:of\(|EMPTY|NEVER)/.test(text)
  if (looksAtIt || !isOnlyEmpty || blocks.some(({ terminator }) => terminator.op === 'throw' || terminator.op === 'branch'))
    context.examineCall('swallowed-exception', call)
  else
    context.emitCall(call, {
      kind: 'swallowed-exception',
      cwe: 391,
      message: 'whatever fails in the stream becomes an empty answer, and nobody hears of it',
      details: { isBare: true, returns: 'nothing', failsOpen: false },
      confidence: 'medium',
    })
}

/** Whether a value, or what is awaited of it, goes nowhere. */
function isUnused(fn: IrFunction, slot: Slot): boolean {
  return fn.blocks.every(
    ({ instructions, terminator }) =>
      !('src' in terminator && terminator.src === slot) &&
      !(terminator.op === 'branch' && terminator.condition === slot) &&
      !(terminator.op === 'next' && terminator.iterable === slot) &&
      instructions.every((one) => {
        if (one.op === 'await') return one.src !== slot || isUnused(fn, one.dst)
        if (one.op === 'set' || one.op === 'set-index' || one.op === 'store-up' || one.op === 'yield' || one.op === 'exit')
          return one.src !== slot
        if (one.op === 'append') return one.value !== slot
        return !operandsOf(one).includes(slot)
      }),
  )
}

const EVERYTHING = /^(?:Exception|BaseException)$/

/** `with contextlib.suppress(Exception):`. */
export const suppressed: CallFinder = (context, call) => {
  if (call.name !== 'contextlib.suppress') return
  const isBroad = call.call.args.some(({ value }) => EVERYTHING.test(nameOf(context.reader.denoter.denote(call, value))))
  const text = context.reader.textOf(call.module.file)
  const [, first = '', second = ''] = text.slice(call.call.end, call.call.end + 400).split('\n', 3)
  if (!isBroad || CLEAN_UP.test(`${first}\n${second}`)) context.examineCall('swallowed-exception', call)
  else
    context.emitCall(call, {
      kind: 'swallowed-exception',
      cwe: 391,
      message: 'any exception is suppressed and nothing is done with it',
      details: { isBare: false, returns: 'nothing', failsOpen: false },
      confidence: 'medium',
    })
}

import { leftOnRequest } from './caller-keys.ts'
import { signatureGuards } from './checked-signatures.ts'
import { type FunctionRef, type Reader, slotText } from './reader.ts'
import { BODY_KEYS } from './request-names.ts'
import type { Manner } from './router-graph.ts'
import { createTagReader } from './value-tags.ts'

const DEEPEST = 2
/** What carries the token of a person: a signature of it says who that is. */
const OF_PERSON = /\bauthorization\b|\bbearer\b|cookie|\bjwt\b|\bsession/i
/** Headers of the answer, which Koa sets as Hono sets what it leaves for the handler. */
const IS_HEADER = /^[A-Z]|-/

/**
 * Whether an attached function lets on whoever signed the request, itself or through a function that it calls, and leaves nobody's name
 * behind: calls of a scheduler, a device or another service, which act for no person.
 */
export function asksForSignature(reader: Reader, { target, manner }: { readonly target: FunctionRef; readonly manner: Manner }): boolean {
  const { module, function: fn } = target
  if (OF_PERSON.test(reader.textOf(module.file).slice(fn.start, fn.end)) || namesCaller(reader, target, manner)) return false
  return comparesSignature(reader, target, 0)
}

function comparesSignature(reader: Reader, target: FunctionRef, depth: number): boolean {
  if (signatureGuards(reader, target, createTagReader(reader, new Map())).length > 0) return true
  if (depth >= DEEPEST) return false
  return reader
    .callsIn(target.function)
    .some(({ callee, call }) => callee.kind === 'function' && !call.isDecorator && comparesSignature(reader, callee, depth + 1))
}

/** Something is left on the request, or given to whoever depends on it. */
function namesCaller(reader: Reader, target: FunctionRef, manner: Manner): boolean {
  const tags = createTagReader(reader, new Map())
  return target.function.blocks.some(({ instructions, terminator }) => {
    if (manner === 'returns' && target.module.language === 'python' && terminator.op === 'return') {
      const denoted = reader.denoter.denote(target, terminator.src)
      if (denoted.kind !== 'constant' && slotText(reader, target, terminator.src) !== '') return true
    }
    return instructions.some((one) => {
      const left = leftOnRequest(reader, target, tags, one)
      return left !== null && !IS_HEADER.test(left.key) && !BODY_KEYS.has(left.key) && !/^raw/i.test(left.key)
    })
  })
}

import type { IrFunction } from '../ir/ir.ts'
import type { Reader } from './reader.ts'

/** Calls that make a keyed digest. */
export const MAKES_DIGEST = /^(?:hmac\.(?:new|digest|HMAC)|crypto\.createHmac)$/
/** Calls that compare two digests in constant time. */
export const COMPARES_DIGEST = /(?:^|\.)(?:compare_digest|constant_time_compare|timingSafeEqual)$/

const DEEPEST = 2

/** Names of what a function calls, itself or through functions of the tree. */
export function namesCalled(reader: Reader, fn: IrFunction, depth = 0): readonly string[] {
  return reader
    .callsIn(fn)
    .flatMap(({ name, callee }) =>
      callee.kind === 'function' && depth < DEEPEST ? namesCalled(reader, callee.function, depth + 1) : [name],
    )
}

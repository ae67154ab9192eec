import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { PRODUCTION_WORD } from './exception-responses.ts'

/** `{ stack: error.stack }` made where an answer is put together, as formatters of errors do. */
export function exceptionObjects(context: PatternContext): void {
  for (const call of context.reader.calls) {
    if (call.module.language !== 'javascript' || !/^(?:map|formatError|customFormatErrorFn)$/.test(call.method)) continue
    const callback = call.call.args[0] === undefined ? undefined : context.reader.denoter.denote(call, call.call.args[0].value)
    if (callback?.kind !== 'function' || !isServed(context.reader, call.module.file)) continue
    const text = context.reader.textOf(callback.module.file)
    if (PRODUCTION_WORD.test(text.slice(callback.function.start, callback.function.end))) continue
    if (!/\berrors?\b/.test(text.slice(Math.max(0, call.call.start - 40), callback.function.start))) continue
    for (const block of callback.function.blocks) {
      for (const instruction of block.instructions) {
        if (instruction.op !== 'get' || instruction.key !== 'stack') continue
        context.emit({ module: callback.module, function: callback.function }, instruction.start, instruction.end, {
          kind: 'stack-trace-response',
          cwe: 209,
          message: 'a stack trace is part of the errors that are answered',
          details: { what: 'stack' },
          confidence: 'medium',
        })
      }
    }
  }
}

import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

/** Errors of the framework that are handed on as they are: its own page, or a line of plain text. */
const HANDS_ON =
  /except\s+(?:\w+\.)*HTTPException(?:\s+as\s+\w+)?:\s*\n\s*raise\s*(?:\n|$)|if\s+isinstance\(\s*(\w+)\s*,\s*(?:\w+\.)*HTTPException\s*\)\s*:\s*\n\s*return\s+\1\s*(?:\n|$)/
const MIDDLEWARE = /await\s+handler\(|call_next\(|errorhandler\(|app_errorhandler\(/
const JSON_ANSWER = /json_response|jsonify|JSONResponse|\breply\(|\bjson\(/

/** One handler of errors that answers some with JSON, and leaves those of the framework in a form of their own: what is not found, what is not allowed. */
export function mixedErrors(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file) || !/HTTPException/.test(reader.textOf(module.file))) continue
    for (const fn of module.functions) {
      if (fn.index === 0 || fn.kind === 'class-body') continue
      const head = reader.textOf(module.file).slice(Math.max(0, fn.start - 160), fn.start)
      const text = reader.textOf(module.file).slice(fn.start, fn.end)
      const at = HANDS_ON.exec(text)
      if (at === null || !MIDDLEWARE.test(`${head.slice(head.lastIndexOf('\n\n') + 1)}${text}`) || !JSON_ANSWER.test(text)) continue
      context.emit({ module, function: fn }, fn.start + at.index, fn.start + at.index + at[0].length, {
        kind: 'error-format-mixed',
        cwe: 703,
        message: 'errors of the framework are handed on in a form of their own, others are answered as JSON',
        confidence: 'medium',
      })
    }
  }
}

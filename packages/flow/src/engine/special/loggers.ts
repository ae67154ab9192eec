import type { IrFunction } from '../../ir/ir.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import type { Denotation } from '../denotation.ts'
import { redactedPaths } from '../redaction.ts'
import { library } from '../run-handler.ts'
import type { Value } from '../value.ts'

/** `winston.createLogger({ format })`: a format of lines writes the message as it is, the others write JSON. */
export function winstonLogger(act: Activation, use: CallUse): Value {
  const [options] = use.instruction.args
  const denoted = options === undefined ? null : act.engine.denoter.denote(act.frame, options.value)
  const format = denoted?.kind === 'dict' ? denoted.entries.get('format') : undefined
  const isText = format !== undefined && writesLines(act, format, 0)
  const logger = library(isText ? 'js.TextLogger' : 'js.Logger')
  const origin = { module: act.frame.module, function: act.frame.function, call: use.instruction }
  return logger.hint?.kind === 'library' ? { ...logger, hint: { ...logger.hint, origin } } : logger
}

function writesLines(act: Activation, format: Denotation, depth: number): boolean {
  if (format.kind !== 'library' || depth > 3) return false
  const { name, origin } = format
  if (/\.(?:simple|cli)\(\)$/.test(name)) return true
  if (origin === null || !/\.(?:combine|printf)\(\)$/.test(name)) return false
  const parts = origin.call.args.map((_, index) => act.engine.denoter.argument(origin, origin.call, index))
  return parts.some((part) =>
    part === null
      ? false
      : part.kind === 'function' && name.endsWith('.printf()')
        ? printsMessage(part.function)
        : writesLines(act, part, depth + 1),
  )
}

/** Whether the message is a part of the line just as it came. */
function printsMessage({ blocks, parameters }: IrFunction): boolean {
  const given = new Set(parameters.map(({ slot }) => slot))
  const messages = new Set<number>()
  for (const { instructions } of blocks)
    for (const instruction of instructions) {
      if (instruction.op === 'get' && instruction.key === 'message' && given.has(instruction.object)) messages.add(instruction.dst)
      if (instruction.op === 'move' && messages.has(instruction.src)) messages.add(instruction.dst)
      if (instruction.op === 'template' && instruction.parts.some((part) => typeof part === 'number' && messages.has(part))) return true
    }
  return false
}

/** `fastify({ logger: { redact } })`: whatever the requests of the application log leaves these fields out. */
export function fastifyApplication(act: Activation, use: CallUse): undefined {
  const [options] = use.instruction.args
  const denoted = options === undefined ? null : act.engine.denoter.denote(act.frame, options.value)
  if (denoted?.kind !== 'dict') return
  for (const key of ['logger', 'loggerInstance', 'pinoHttp']) {
    const paths = redactedPaths(ofLogger(act, denoted.entries.get(key) ?? null))
    if (paths !== null) act.engine.redacted = [...(act.engine.redacted ?? []), ...paths]
  }
  // `pinoHttp({ redact })`
  const own = redactedPaths(denoted)
  if (own !== null) act.engine.redacted = [...(act.engine.redacted ?? []), ...own]
}

/** The options of a logger, or those that a logger was made with. */
function ofLogger(act: Activation, logger: Denotation | null): Denotation | null {
  if (logger?.kind !== 'library' || logger.origin === null) return logger
  return act.engine.denoter.argument(logger.origin, logger.origin.call, 0)
}

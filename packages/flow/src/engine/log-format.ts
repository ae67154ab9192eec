import type { IrClass, Module } from '../ir/ir.ts'
import type { Denoter } from './denote.ts'
import { textOf } from './place.ts'
import { functionAt, type Program } from './program.ts'

/** Which logging of the program writes a record so that a line end in it does not begin another. */
interface Escaping {
  readonly standard: boolean
  readonly loguru: boolean
}

const known = new WeakMap<Program, Escaping>()

/** Formatters that write JSON or another format with escapes, by the names under which a configuration loads them. */
const FORMATTERS =
  /\b(?:pythonjsonlogger|json_log_formatter|jsonformatter|json_logging|ecs_logging|logstash_async|logstash_formatter|logfmter|logging_json|google\.cloud\.logging|google\.cloud import logging|watchtower)\b|\bfrom aws_lambda_powertools import [^\n]*\bLogger\b/
const RENDERERS = /\b(?:JSONRenderer|LogfmtRenderer|KeyValueRenderer)\b/
const ESCAPES =
  /\b(?:json|orjson|ujson|simplejson|rapidjson)\.dumps\b|\bdumps\(|\.replace\(\s*(?:"\\[nr]|'\\[nr]|"\\r\\n|chr\()|\.splitlines\(|\brepr\(|!r\}|unicode_escape|\.translate\(|\bre\.sub\(|\.sub\(/

/** `structlog.configure(processors=[..., mask_fields, ...])` */
export const MASKING_PROCESSOR =
  /\bprocessors\s*=\s*\[[^\]]*\b\w*(?:mask|redact|censor|scrub|sensitive|secret|hide|sanitiz|remove_pii|drop_pii)\w*/i

const masking = new WeakMap<Program, boolean>()

/** Whether a processor of structlog takes secrets out of every event. */
export function masksEvents(program: Program): boolean {
  let found = masking.get(program)
  if (found === undefined) {
    found = program.modules.some((module) => {
      const text = module.language === 'python' ? textOf(module) : ''
      return text.includes('structlog') && MASKING_PROCESSOR.test(text)
    })
    masking.set(program, found)
  }
  return found
}

export function escapingLogs(program: Program, denoter: Denoter): Escaping {
  let found = known.get(program)
  if (found === undefined) {
    const modules = program.modules.filter(({ language }) => language === 'python')
    const texts = modules.map(textOf)
    const isRendered = texts.some((text) => text.includes('ProcessorFormatter')) && texts.some((text) => RENDERERS.test(text))
    found = {
      standard:
        texts.some((text) => FORMATTERS.test(text)) ||
        isRendered ||
        modules.some((module) => module.classes.some((owner) => escapesRecords(denoter, module, owner))),
      loguru: texts.some((text) => text.includes('loguru') && /\bserialize\s*=\s*True\b/.test(text)),
    }
    known.set(program, found)
  }
  return found
}

/** `class OneLine(logging.Formatter)` whose `format` escapes, or a filter that does so with the message. */
function escapesRecords(denoter: Denoter, module: Module, owner: IrClass): boolean {
  const bases = denoter.bases(module, owner)
  const method = bases.some((base) => base.kind === 'library' && /(?:^|\.)\w*Formatter$/.test(base.name))
    ? /^(?:format|formatMessage)$/
    : bases.some((base) => base.kind === 'library' && /^logging\.(?:Filter|LoggerAdapter)$/.test(base.name))
      ? /^(?:filter|process)$/
      : null
  if (method === null) return false
  return owner.members.some(({ name, kind, function: index }) => {
    if (kind !== 'method' || !method.test(name)) return false
    const { start, end } = functionAt(module, index)
    const text = textOf(module).slice(start, end)
    return ESCAPES.test(text) && (name !== 'filter' || /\.(?:msg|args|message)\b/.test(text))
  })
}

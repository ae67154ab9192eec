import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { deepTaints } from '../containers.ts'
import { maskOf } from '../kinds.ts'
import { escapingLogs } from '../log-format.ts'
import { textOf } from '../place.ts'
import type { Program } from '../program.ts'
import { clearTaints, joinTaints, NO_TAINTS, NOTHING, type Taint, type Value } from '../value.ts'

const SQL =
  /^[\s([]*(?:select|insert|update|delete|replace|with|create|alter|drop|truncate|call|exec|execute|merge|grant|revoke|pragma|show|set|explain|copy|begin|declare|from|where|and|or|order|group|limit|attach|vacuum|use|--|\/\*)(?![\w-])/i

/** Methods that are for statements and little else; the others are common names whose text has to look like SQL. */
const STATEMENT_METHODS = new Set([
  'execute',
  'executemany',
  'executescript',
  'query',
  'raw',
  'executeQuery',
  'execute_query',
  'run_query',
  'exec_driver_sql',
])

/** A call that is known by its name only gets a statement when it is text, and text that begins like one. */
export function statementTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  if (value.type !== 'string' && (value.prefix === '' || value.objects.length > 0)) return null
  if (value.prefix.trim() === '' ? !STATEMENT_METHODS.has(use.method) : !SQL.test(value.prefix)) return null
  return deepTaints(act, value)
}

/** `setTimeout('code')`: only text is run as code. */
export function codeTaints(act: Activation, value: Value): readonly Taint[] | null {
  return value.type === 'string' ? deepTaints(act, value) : null
}

/** The head of an HTTP answer that is written by hand. */
export function headTaints(act: Activation, value: Value): readonly Taint[] | null {
  return /^(?:HTTP\/1\.[01] |(?:From|To|Subject|Reply-To|Sender|Date): )/.test(value.prefix) ? deepTaints(act, value) : null
}

/** The head of a message that is written by hand. */
export function mailTaints(act: Activation, value: Value): readonly Taint[] | null {
  return /^\s*(?:Subject|From|To|Cc|Bcc|Reply-To|MIME-Version):/i.test(value.prefix) ? deepTaints(act, value) : null
}

const LINES = maskOf('log-injection')

/** `%s`, or where there is none `{}`, in their order. */
const fieldsOf = (format: string): readonly string[] =>
  format.match(/%(?:\(\w+\))?[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]/g) ?? format.match(/\{[^{}]*\}/g) ?? []

/** Values that a format writes with their quotes and escapes (`%r`, `%d`, `%j`) bring no line ends. */
export function logTaints(act: Activation, use: CallUse): readonly Taint[] {
  const { positional, spread } = use.args
  if (act.frame.module.language === 'python') {
    const escaping = escapingLogs(act.engine.program, act.engine.denoter)
    const isLoguru = use.receiver?.hint?.kind === 'library' && use.receiver.hint.name.startsWith('loguru')
    if (isLoguru ? escaping.loguru : escaping.standard) return NO_TAINTS
  }
  const at = typeof positional[0]?.constant === 'string' ? 0 : use.method === 'log' && typeof positional[1]?.constant === 'string' ? 1 : -1
  const format = at < 0 ? undefined : positional[at]?.constant
  const fields = typeof format === 'string' ? fieldsOf(format) : []
  let taints: readonly Taint[] = spread === null ? NO_TAINTS : deepTaints(act, spread)
  for (const [index, value] of positional.entries()) {
    const field = index > at && at >= 0 ? fields[index - at - 1] : undefined
    const isQuoted = field !== undefined && /^%.*[raiduoxXeEfFgGcjO]$|![ra]/.test(field)
    // Objects are shown by the console with the escapes of their texts.
    const isShown = act.frame.module.language === 'javascript' && value.objects.length > 0 && value.type !== 'string'
    taints = joinTaints(taints, isQuoted || isShown ? clearTaints(deepTaints(act, value), LINES) : deepTaints(act, value))
  }
  return taints
}

/** Names of files: not what was read from an upload, and not objects that are open already. */
export function fileNameTaints(act: Activation, value: Value): readonly Taint[] | null {
  const { hint } = value
  if (hint?.kind === 'library' && OPEN_FILE.test(hint.name)) return null
  const taints = deepTaints(act, value)
  return taints.some(isContent) ? taints.filter((taint) => !isContent(taint)) : taints
}

const OPEN_FILE = /(?:BytesIO|StringIO|FileStorage|UploadFile(?:\(\))?\.file|TemporaryFile|open)\(?\)?$/
const FILE_NAME = /(?:^|[._])(?:file_?name|original_?(?:file_?)?name|name|path|entryName|newFilename_|\*)$/i

const SERVED =
  /\bstatic_folder\b|StaticFiles|express\.static|serveStatic|serve-static|@fastify\/static|koa-static|add_static|MEDIA_ROOT|wwwroot|htdocs|\/(?:srv|var)\/www\b|['"`]\/media\/|['"`/](?:public|static)\b|(?:[Cc]ontent[-_]?[Tt]ype|mimetype|media_type)['"]?\]?\s*[,=:]\s*(?:mimetypes\.)?guess_type\(/

/** Words in the names of folders that are for everybody; a folder that is named has one of them, or it is served nowhere. */
const MAY_BE_SERVED =
  /public|static|media|assets|www|htdocs|html|uploads?|images?|img|photos?|pictures?|pics|avatars?|logos?|files?|attachments?|documents?|docs|gallery|content|cdn/i

/** The name or the suffix of an upload, where the folder is served again. */
export function servedTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  if (isOpenedToRead(act, use)) return null
  const taints = deepTaints(act, value)
  if (!taints.some(isFileName)) return null
  if (value.prefix.includes('/') && !MAY_BE_SERVED.test(value.prefix)) return null
  return servesFiles(act.engine.program) ? taints.filter(isFileName) : null
}

/** `open(path)` keeps nothing, whatever the name. */
function isOpenedToRead(act: Activation, { receiver, method, instruction, args }: CallUse): boolean {
  const { hint } = receiver === null ? act.read(instruction.callee) : NOTHING
  if (method !== 'open' && !(hint?.kind === 'library' && hint.name === 'open')) return false
  const modes = [args.named.get('mode'), ...args.positional].flatMap((value) =>
    typeof value?.constant === 'string' ? [value.constant] : [],
  )
  return !modes.some((mode) => /^[rwaxbt+]{1,4}$/.test(mode) && /[wax+]/.test(mode)) && args.positional.length < 3
}

const serving = new WeakMap<Program, boolean>()

/** Whether anything in the program gives out the files of a folder. */
function servesFiles(program: Program): boolean {
  let answer = serving.get(program)
  if (answer === undefined) {
    answer = program.modules.some((module) => SERVED.test(textOf(module)))
    serving.set(program, answer)
  }
  return answer
}

/** The name of an upload, or a part of it. */
export const isFileName = ({ label }: Taint): boolean =>
  label.kind === 'parameter' ||
  (label.model.in === 'file' && (label.name === '' || FILE_NAME.test(label.name ?? ''))) ||
  (IN_FORM.has(label.model.in) && NAME_OF_PART.test(label.name ?? '')) ||
  (label.model.in === 'form' && label.module.language === 'javascript' && /\.name$/.test(label.name ?? ''))

const IN_FORM = new Set(['form', 'body'])
/** Parts of a form that are files know how they were called. */
const NAME_OF_PART = /\.(?:filename|originalname|originalFilename)$/

/** What an upload holds, as against what it is called: a part of a form is one, wherever the form came from. */
export function isContent({ label }: Taint): boolean {
  if (label.kind === 'source' && label.model.gives === 'request' && /[._](?:file|stream)$/.test(label.name ?? '')) return true
  if (label.kind !== 'source' || label.model.in !== 'file' || label.model.names[0] === '<archive>') return false
  if (label.name === '') return false
  return label.name === null || !FILE_NAME.test(label.name)
}

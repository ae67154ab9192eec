import type { Slot } from '../ir/ir.ts'
import { isServed, type Reader, type SeenCall, slotText, stringAt } from '../routes/reader.ts'
import { argumentAt, type CallFinder, optionOf, type PatternContext, slotAt } from './context.ts'

const SERVES = /^(?:express\.static|serve-static|koa-static|koa-serve|sirv|connect\.static)$/
const SERVES_DIRECTORY = /(?:^|\.)StaticFiles$/
const JOINS = /^(?:path(?:\.posix)?\.(?:join|resolve)|os\.path\.join|pathlib\.Path)$/
/** Folders that a service keeps for itself. */
const PRIVATE =
  /^(?:\.?keys?|signing-?keys?|secrets?|private|certs?|db|database|backups?|dumps?|outbox|mails?|tokens?|sessions?|logs?|[\w-]*\.(?:sqlite3?|db|pem|key|log))$/i
const OWN_FOLDER = /^(?:__dirname|process\.cwd\(\)|["'`]\.\/?["'`])$/

/** `express.static(config.dataDir)` where the program keeps its keys below the same folder: all of it is given to whoever asks. */
export const servedFolders: CallFinder = (context, call) => {
  const { reader } = context
  if (!isServed(reader, call.module.file)) return
  const root = servedRoot(context, call)
  if (root === null) return
  const text = slotText(reader, call, root)
  const inside = privateBelow(reader, text)
  if (inside.length === 0 && !(OWN_FOLDER.test(text) && holdsProgram(reader, call))) return
  const what = inside.length === 0 ? 'the source of the program' : inside.slice(0, 3).join(', ')
  context.emitCall(call, {
    kind: 'served-folder',
    cwe: 538,
    message: `every file under ${text} is served, ${what} among them`,
    details: { folder: text },
    confidence: 'medium',
  })
}

/** The value of the folder that a call serves; null for other calls. */
function servedRoot(context: PatternContext, call: SeenCall): Slot | null {
  if (SERVES.test(call.name)) return slotAt(call, 0)
  if (!SERVES_DIRECTORY.test(call.name)) return null
  const named = call.call.args.find((one) => one.kind === 'named' && one.name === 'directory')
  return (
    named?.value ?? (optionOf(context, call, 'directory') === undefined && argumentAt(context, call, 0) === null ? null : slotAt(call, 0))
  )
}

const lastWord = (text: string): string => /([A-Za-z_$][\w$]*)$/.exec(text)?.[1] ?? ''

/** What the program keeps for itself below a folder of that name: `path.join(dataDir, 'keys')`. */
function privateBelow(reader: Reader, folder: string): readonly string[] {
  const name = lastWord(folder)
  if (name === '' || !/^[\w$.]+$/.test(folder) || OWN_FOLDER.test(folder)) return []
  const found = reader.calls.flatMap((call) => {
    if (!JOINS.test(call.name) || !isServed(reader, call.module.file)) return []
    const [first, second] = call.call.args
    if (first === undefined || second === undefined || lastWord(slotText(reader, call, first.value)) !== name) return []
    const below = stringAt(reader, call, second.value)?.split('/')[0] ?? ''
    return PRIVATE.test(below) ? [below] : []
  })
  return [...new Set(found)]
}

/** Whether other modules of the program lie in the folder of a call, or below it. */
function holdsProgram(reader: Reader, { module }: SeenCall): boolean {
  const folder = module.file.includes('/') ? module.file.slice(0, module.file.lastIndexOf('/') + 1) : ''
  return reader.program.modules.filter(({ file }) => file.startsWith(folder) && isServed(reader, file)).length > 1
}

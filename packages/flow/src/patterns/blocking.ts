import { isServed, type SeenCall } from '../routes/reader.ts'
import type { CallFinder, PatternContext } from './context.ts'

const BLOCKING_PYTHON =
  /^(?:requests(?:\.\w+(?:\(\))?)*\.(?:get|post|put|patch|delete|head|request)|time\.sleep|urllib\.request\.urlopen|subprocess\.(?:run|call|check_call|check_output|getoutput)|os\.system|httpx\.(?:get|post|put|patch|delete|request)|httpx\.Client\(\)\.\w+|smtplib\.SMTP\w*|socket\.create_connection|psycopg2\.connect|pymysql\.connect|sqlite3\.connect|pymongo\.MongoClient|input)$/
const BLOCKING_NODE =
  /^(?:fs\.\w+Sync|fs-extra\.\w+Sync|child_process\.(?:execSync|spawnSync|execFileSync)|(?:bcrypt|bcryptjs|@node-rs\/bcrypt|@node-rs\/argon2)\.\w+Sync|crypto\.(?:pbkdf2Sync|scryptSync|generateKeyPairSync)|zlib\.\w+Sync|sleep|deasync\.\w+)$/

/** Files are quick by themselves; they count where each request waits for them. */
const FILES_PYTHON =
  /^(?:open|io\.open|pathlib\.Path(?:\(\)(?:\.\w+)*)?\(\)\.(?:read_text|read_bytes|write_text|write_bytes)|shutil\.(?:copy\w*|move|rmtree|make_archive|unpack_archive)|pandas\.read_\w+|zipfile\.ZipFile\(\)\.extractall|tarfile\.open)$/
/** What a function without `async` may call for a coroutine: to open a local database there is done once. */
const BLOCKING_BEHIND =
  /^(?:requests(?:\.\w+(?:\(\))?)*\.(?:get|post|put|patch|delete|head|request)|time\.sleep|urllib\.request\.urlopen|subprocess\.(?:run|call|check_call|check_output|getoutput)|os\.system|httpx\.(?:get|post|put|patch|delete|request)|httpx\.Client\(\)\.(?:get|post|put|patch|delete|request)|smtplib\.SMTP\w*)$/
const MAX_CALLERS = 3

/** Calls that stop everybody while they run. */
export const blocking: CallFinder = (context, call) => {
  if (!isServed(context.reader, call.module.file)) return
  const isPython = call.module.language === 'python'
  if (isPython) {
    if (!isBlockingPython(context, call)) return
  } else if (!BLOCKING_NODE.test(call.name) || !(call.function.isAsync || context.handlers.has(call.function)) || isStartup(call)) return
  if (!isPython && !context.handlers.has(call.function)) return
  context.emitCall(call, {
    kind: 'blocking-call',
    cwe: 1322,
    message: `${call.name} stops every other request while it runs`,
    details: { callee: call.name },
    confidence:
      (isPython && !FILES_PYTHON.test(call.name)) || /(?:hash|compare|pbkdf2|scrypt|exec|spawn)\w*Sync/.test(call.name) ? 'high' : 'medium',
  })
}

function isBlockingPython(context: PatternContext, call: SeenCall): boolean {
  const { function: fn, name } = call
  if (fn.isAsync) return BLOCKING_PYTHON.test(name) || (FILES_PYTHON.test(name) && context.handlers.has(fn) && !isStartup(call))
  return BLOCKING_BEHIND.test(name) && isCalledByCoroutine(context, call, 0)
}

/** Whether a coroutine that answers requests calls the function itself; what it hands to a thread is no call of it. */
function isCalledByCoroutine(context: PatternContext, call: SeenCall, depth: number): boolean {
  if (depth >= MAX_CALLERS) return false
  return context.reader
    .callersOf(call.function)
    .some(
      (caller) =>
        caller.call.start !== call.call.start &&
        context.handlers.has(caller.function) &&
        !isStartup(caller) &&
        (caller.function.isAsync || isCalledByCoroutine(context, caller, depth + 1)),
    )
}

function isStartup(call: SeenCall): boolean {
  return /^(?:main|start|bootstrap|init|setup|boot|lifespan|on_?startup|load_?config|create_?(?:app|server))/i.test(call.function.name)
}

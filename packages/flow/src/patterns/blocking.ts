import { isServed, type SeenCall } from '../routes/reader.ts'
import type { CallFinder, PatternContext } from './context.ts'

const BLOCKING_PYTHON = new RegExp(
  `^(?:${[
    // Clients of HTTP and of other services.
    'requests(?:\\.\\w+(?:\\(\\))?)*\\.(?:get|post|put|patch|delete|head|options|request)',
    'urllib\\.request\\.(?:urlopen|urlretrieve)',
    'urllib3(?:\\.\\w+\\(\\))?\\.(?:request|urlopen)',
    'httplib2\\.Http\\(\\)\\.request',
    'httpx\\.(?:get|post|put|patch|delete|head|options|request|stream)',
    'httpx\\.Client\\(\\)\\.\\w+',
    '(?:smtplib\\.SMTP|ftplib\\.FTP|poplib\\.POP3|imaplib\\.IMAP4)\\w*',
    'paramiko\\.SSHClient\\(\\)\\.(?:connect|exec_command)',
    'socket\\.(?:create_connection|gethostbyname|getaddrinfo)',
    'boto3\\.(?:client|resource)\\(\\)(?:\\.\\w+(?:\\(\\))?)*\\.(?:get|put|head|delete|list|copy|upload|download|send|publish|invoke|query|scan|receive)_?\\w*',
    '(?:openai\\.OpenAI|anthropic\\.Anthropic)\\(\\)(?:\\.\\w+)+\\.create',
    'elasticsearch\\.Elasticsearch\\(\\)\\.(?:search|index|get|delete|update|bulk|count)',
    // Databases and stores.
    '(?:psycopg2?|pymysql|MySQLdb|mysql\\.connector|mariadb|pyodbc|oracledb|cx_Oracle|pymssql|sqlite3|duckdb|snowflake\\.connector)\\.connect',
    'psycopg\\.Connection\\.connect',
    '(?:psycopg_pool\\.ConnectionPool|psycopg2\\.pool\\.\\w+)\\(\\)\\.(?:connection|getconn)',
    'pymongo\\.(?:MongoClient|MongoClient\\(\\)(?:\\.\\w+(?:\\(\\))?)*\\.(?:find_one|insert_one|insert_many|update_one|update_many|delete_one|delete_many|replace_one|count_documents|find_one_and_\\w+))',
    'redis\\.(?:Redis|StrictRedis|from_url|Redis\\.from_url|client\\.Redis)\\(\\)\\.(?!pipeline|pubsub|lock|register_script|close)\\w+',
    // The machine itself.
    'time\\.sleep',
    'subprocess\\.(?:run|call|check_call|check_output|getoutput|getstatusoutput|Popen\\(\\)\\.(?:wait|communicate))',
    'os\\.(?:system|waitpid)',
    'input',
  ].join('|')})$`,
)
const BLOCKING_NODE =
  /^(?:fs\.\w+Sync|fs-extra\.\w+Sync|child_process\.(?:execSync|spawnSync|execFileSync)|(?:bcrypt|bcryptjs|@node-rs\/bcrypt|@node-rs\/argon2)\.\w+Sync|crypto\.(?:pbkdf2Sync|scryptSync|generateKeyPairSync)|zlib\.\w+Sync|sleep|deasync\.\w+)$/

/** The session of SQLAlchemy that waits, whose statements a coroutine cannot await. */
const BLOCKING_SESSION =
  /^(?:sqlalchemy\.orm(?:\.\w+)*\.(?:Session|sessionmaker\(\)|scoped_session\(\))\(\)|sqlmodel\.Session\(\))\.(?:execute|exec|scalars?|query|get|commit|flush|refresh)$/

/** Files are quick by themselves; they count where each request waits for them. */
const FILES_PYTHON =
  /^(?:open|io\.open|pathlib\.Path(?:\(\)(?:\.\w+)*)?\(\)\.(?:read_text|read_bytes|write_text|write_bytes)|shutil\.(?:copy\w*|move|rmtree|make_archive|unpack_archive)|pandas\.read_\w+|zipfile\.ZipFile\(\)\.extractall|tarfile\.open)$/
/** What a function without `async` may call for a coroutine: to open a local database there is done once. */
const BLOCKING_BEHIND =
  /^(?:requests(?:\.\w+(?:\(\))?)*\.(?:get|post|put|patch|delete|head|request)|time\.sleep|urllib\.request\.urlopen|subprocess\.(?:run|call|check_call|check_output|getoutput|getstatusoutput)|os\.system|httpx\.(?:get|post|put|patch|delete|request)|httpx\.Client\(\)\.(?:get|post|put|patch|delete|request)|smtplib\.SMTP\w*|psycopg2?\.connect|pymysql\.connect|MySQLdb\.connect)$/
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
  // Each statement waits: the first of a handler stands for them.
  if (BLOCKING_SESSION.test(name)) return fn.isAsync && context.handlers.has(fn) && !isStartup(call) && isFirstStatement(context, call)
  if (fn.isAsync) return BLOCKING_PYTHON.test(name) || (FILES_PYTHON.test(name) && context.handlers.has(fn) && !isStartup(call))
  return BLOCKING_BEHIND.test(name) && isCalledByCoroutine(context, call, 0)
}

function isFirstStatement({ reader }: PatternContext, call: SeenCall): boolean {
  return reader.callsIn(call.function).find((other) => BLOCKING_SESSION.test(other.name)) === call
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

import type { Scope } from '../engine/program.ts'
import type { Instruction } from '../ir/ir.ts'
import { isServed, type Reader, type SeenCall } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { reachedFrom } from './reached-code.ts'
import { withCallbacks } from './server-sessions.ts'

/** Sentences that say that nobody has this account. */
const TELLS = [
  /\bno \w+ (?:of|with|by|under) (?:this|that|the given) (?:name|(?:e-?mail(?: )?)?address|e-?mail|login|(?:phone )?number)\b/i,
  /\bno (?:such )?(?:account|user|member|customer|profile)\b/i,
  /\b(?:unknown|unregistered) (?:e-?mail|user(?:name)?|account|address|login|member)\b/i,
  /\b(?:user(?:name)?|account|e-?mail|address|member)\b[^.]{0,20}\b(?:not (?:found|exist|registered|known)|does ?n[o']t exist|doesn['’]t exist|is unknown)\b/i,
  /\b(?:nobody|no[- ]one|none)\b[^.]{0,24}\b(?:registered|signed up|known|account|address|e-?mail|name)\b/i,
  /\b(?:do(?:es)? not|don['’]t|did not|cannot|can['’]t|could not|couldn['’]t) (?:know|recogni[sz]e|find)\b[^.]{0,24}\b(?:account|address|e-?mail|user(?:name)?|name|login|member)\b/i,
]
/** What is said in either case: "if an account exists", "no user or a wrong password". */
const EITHER = /\b(?:if|when|whether|or)\b/i
const LOGGED = /\b(?:log|logger|logging|console|audit\w*|print|metrics?|tracer?|debug)\b[\w.]*\(/i
/** A message for whoever reads the log, until something answers with it. */
const PLAIN_ERROR = /\b(?:new )?(?:Error|Exception|ValueError|KeyError|LookupError|RuntimeError)\(/
const ASKS_WHO = /e-?mail|user_?name|login|phone|address/i
/** Behind a link that was mailed, the account is known. */
const LATER_STEP = /confirm|finish|complete|verif|token|code|\/reset(?:\/|$)/i
const HELPS = /log_?in|sign_?in|auth|credential|validate_?user|forgot|reset|recover/i
const DEEPEST = 2
const LONGEST = 160

/** A login or a forgotten password that answers strangers whether somebody has an account. */
export function toldAccounts(context: PatternContext): void {
  for (const { fact, handler } of context.routes) {
    if (handler === null || fact.method === 'GET' || !isServed(context.reader, handler.module.file)) continue
    if (fact.purpose !== 'login' && (fact.purpose !== 'password-reset' || LATER_STEP.test(fact.path))) continue
    const text = context.reader.textOf(handler.module.file).slice(handler.function.start, handler.function.end)
    if (fact.purpose === 'password-reset' && !ASKS_WHO.test(text)) continue
    tell(context, handler, `${fact.method} ${fact.path}`, 0)
    if (fact.purpose === 'password-reset') refuse(context, handler, `${fact.method} ${fact.path}`)
  }
}

/** `const user = byEmail(email); if (!user) throw notFound('Account')`: a status that only an address without an account gets. */
function refuse({ reader, emit }: PatternContext, handler: Scope, route: string): void {
  const reached = reachedFrom(reader, handler, DEEPEST)
  if (reached.some((scope) => CATCHES.test(textAround(reader, scope)))) return
  for (const scope of reached) {
    const text = textAround(reader, scope)
    for (const found of text.matchAll(REFUSES)) {
      const name = found[1] ?? found[2] ?? ''
      const isLookedUp = new RegExp(`\\b${name}\\s*(?::[^=\\n]+)?=\\s*[^=\\n]*(?:e_?mail|user_?name|login|phone|address)`, 'i').test(text)
      const at = scope.function.start + found.index
      const thrown = reader.callsIn(scope.function).find(({ call }) => call.start >= at && call.end <= at + found[0].length + REACH)
      if (!isLookedUp || thrown === undefined || !isMissing(reader, thrown)) continue
      emit(scope, at, at + found[0].length, {
        kind: 'account-told',
        cwe: 204,
        message: `${route} tells whether somebody has an account: who has none gets another status`,
        details: { route },
        confidence: 'medium',
      })
      return
    }
  }
}

const REFUSES =
  /\bif\s*\(\s*!\s*(\w+)\b[^{}\n;]*\)\s*\{?\s*(?:throw\b|return\b)|\bif\s+(?:not\s+(?=\w+\b)|(?=\w+\s+is\s+None\b))(\w+)\b[^:\n]*:\s*(?:raise|return)\b/g
const CATCHES = /\bcatch\b|\bexcept\b/
/** Characters in which what is thrown stands. */
const REACH = 160
const MISSING = /\b404\b|not_?found/i

const textAround = (reader: Reader, { module, function: fn }: Scope): string => reader.textOf(module.file).slice(fn.start, fn.end)

/** `new NotFoundError()`, `res.status(404)`, `abort(404)`, and a function of the tree that makes one of them. */
function isMissing(reader: Reader, call: SeenCall): boolean {
  if (MISSING.test(reader.textOf(call.module.file).slice(call.call.start, call.call.end))) return true
  return call.callee.kind === 'function' && MISSING.test(textAround(reader, call.callee))
}

/** A text, or one with values in it: "Nobody is registered as …". */
function textOf(said: Instruction): string | null {
  if (said.op === 'template') return said.parts.map((part) => (typeof part === 'string' ? part : '…')).join('')
  return said.op === 'const' && typeof said.value === 'string' ? said.value : null
}

function tell(context: PatternContext, scope: Scope, route: string, depth: number): void {
  const { reader } = context
  const text = reader.textOf(scope.module.file)
  for (const one of withCallbacks(scope)) {
    for (const { instructions } of one.function.blocks)
      for (const said of instructions) {
        const value = textOf(said)
        if (value === null || value.length > LONGEST) continue
        if (EITHER.test(value) || !TELLS.some((sentence) => sentence.test(value))) continue
        const line = text.slice(text.lastIndexOf('\n', said.start) + 1, said.start)
        if (LOGGED.test(line) || PLAIN_ERROR.test(line)) continue
        context.emit(one, said.start, said.end, {
          kind: 'account-told',
          cwe: 204,
          message: `${route} tells whether somebody has an account: "${value}"`,
          details: { route },
          confidence: 'medium',
        })
      }
    if (depth < DEEPEST)
      for (const { callee } of reader.callsIn(one.function))
        if (callee.kind === 'function' && HELPS.test(callee.function.name)) tell(context, callee, route, depth + 1)
  }
}

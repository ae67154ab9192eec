import type { Denotation } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { isPass } from '../routes/cookie-use.ts'
import { viewOf } from '../routes/function-view.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { callBehind, definitionBehind, entryOf, isConstant, nameOf, type SeenCall } from '../routes/reader.ts'
import { spreadEntries } from '../routes/spread-entries.ts'
import { argumentAt, type CallFinder, constantOf, optionOf, optionsAreKnown, type PatternContext, slotAt } from './context.ts'
import { CREDENTIAL, HARMLESS } from './cookie-names.ts'
import { forwardedCookies } from './forwarded-cookies.ts'
import { headerWrites, valueText } from './header-writes.ts'
import { NOT_SHIPPED } from './not-shipped.ts'
import type { Setting } from './settings.ts'
import { optionsAt, writtenEntries } from './written-options.ts'

type At = Pick<SeenCall['call'], 'start' | 'end'>

type Flag = boolean | 'missing' | 'unknown'

/** Cookies that carry a session or a token without the flags that keep them from scripts, plain HTTP and other sites. */
export const cookies: CallFinder = (context, call) => {
  if (isCookieSetter(context, call)) responseCookie(context, call)
  else if (call.name === 'express-session' || call.name === '@fastify/session')
    sessionOptions(context, call, cookieEntry(context, call), 'session cookie')
  else if (call.name === 'cookie-session' || call.name === 'koa-session') {
    sessionOptions(context, call, argumentAt(context, call, 0) ?? undefined, 'session cookie')
    unsignedSession(context, call)
  } else if (SECURE_BY_DEFAULT.test(call.name)) sealedSession(context, call)
  else if (
    call.name.endsWith('sessions.SessionMiddleware') ||
    ((call.method === 'add_middleware' || call.name.endsWith('.middleware.Middleware')) &&
      /sessions\.SessionMiddleware$/.test(nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' })))
  )
    starletteSession(context, call)
}

/** Sealed sessions whose cookie has both flags unless somebody takes them away. */
const SECURE_BY_DEFAULT = /^(?:iron-session(?:\/\w+)?\.(?:getIronSession|withIronSession\w*)|h3\.(?:useSession|getSession|updateSession))$/

function sealedSession(context: PatternContext, call: SeenCall): void {
  const options = optionOf(context, call, 'cookieOptions', 'cookie')
  const isOff = (name: string): boolean => isConstant(options === undefined ? undefined : entryOf(options, name), false)
  report(context, call, 'session cookie', { secure: !isOff('secure'), httpOnly: !isOff('httpOnly'), sameSite: true })
}

const SETTERS = new Set(['hono/cookie.setCookie', 'hono/cookie.setSignedCookie', 'next/headers.cookies().set'])

function isCookieSetter({ reader }: PatternContext, call: SeenCall): boolean {
  if (SETTERS.has(call.name)) return true
  if (call.call.receiver < 0) return false
  if (/^(?:cookie|setCookie|set_cookie|add_cookie|set_signed_cookie|set_secure_cookie)$/.test(call.method))
    return call.call.args.length >= 2
  // `ctx.cookies.set(name, value, options)`
  return call.method === 'set' && /\.cookies$|cookies\(\)$/.test(pathText(reader.denoter.denote(call, call.call.receiver)))
}

function pathText(denoted: Denotation): string {
  return denoted.kind === 'parameter' ? denoted.path : nameOf(denoted)
}

function responseCookie(context: PatternContext, call: SeenCall): void {
  // A cookie that is over is taken away.
  if (isConstant(optionOf(context, call, 'max_age', 'maxAge'), 0)) return
  const offset = /^hono\//.test(call.name) ? 1 : 0
  const name = constantOf(argumentAt(context, call, offset, 'key') ?? argumentAt(context, call, offset, 'name'))
  if (call.module.language === 'javascript') forwardedCookies(context, call, offset + 2)
  if (
    typeof name === 'string' &&
    (HARMLESS.test(name) || !(CREDENTIAL.test(name) || isPass(context.reader, call, slotAt(call, offset + 1))))
  ) {
    context.examineCall('insecure-cookie', call)
    return
  }
  const made = call.module.language === 'javascript' ? optionsOfHelper(context.reader, call, slotAt(call, offset + 2)) : null
  const isKnown = made?.kind === 'dict' ? made.isComplete : optionsAreKnown(context, call) && optionsAreObjects(context, call, offset + 2)
  const option = (...names: readonly string[]): Denotation | undefined =>
    made === null ? optionOf(context, call, ...names) : names.map((one) => entryOf(made, one)).find((one) => one !== undefined)
  const defaults = defaultsOf(call)
  report(context, call, typeof name === 'string' ? `cookie ${name}` : 'cookie', {
    secure: flag(option('secure'), isKnown, defaults.secure),
    httpOnly: flag(option('httpOnly', 'httponly', 'http_only'), isKnown, defaults.httpOnly),
    sameSite: flag(option('sameSite', 'samesite'), isKnown),
  })
}

/** Flags that a library sets by itself: Falcon both, Sanic's `add_cookie` the first. */
function defaultsOf({ module, method }: SeenCall): { readonly secure: boolean; readonly httpOnly: boolean } {
  const isFalcon = module.imports.some(({ from }) => /^falcon\b/.test(from))
  return { secure: isFalcon || method === 'add_cookie', httpOnly: isFalcon }
}

/** A third argument that we could not read as an object may hold anything. */
function optionsAreObjects(context: PatternContext, call: SeenCall, position: number): boolean {
  const options = argumentAt(context, call, position)
  return options === null || options.kind === 'dict' || options.kind === 'constant'
}

function sessionOptions(context: PatternContext, call: SeenCall, options: Denotation | undefined, what: string): void {
  const whole = argumentAt(context, call, 0)
  if (options === undefined && (whole === null || whole.kind !== 'dict' || !whole.isComplete)) return
  if (options !== undefined && options.kind !== 'dict') return
  const isKnown = options === undefined || options.isComplete
  report(
    context,
    call,
    what,
    {
      secure: flag(options === undefined ? undefined : entryOf(options, 'secure'), isKnown),
      // httpOnly is on by default in the session middlewares.
      httpOnly: !isConstant(options === undefined ? undefined : entryOf(options, 'httpOnly'), false),
      sameSite: flag(options === undefined ? undefined : entryOf(options, 'sameSite'), isKnown),
    },
    placeOfCookie(context.reader, call),
  )
}

/** `session({ signed: false }, app)`: a session that is kept in the cookie itself is whatever its owner writes there. */
function unsignedSession(context: PatternContext, call: SeenCall): void {
  const entries = call.call.args.slice(0, 1).flatMap(({ value }) => writtenEntries(context.reader, call, value))
  const signed = entries.findLast(({ key }) => key === 'signed')
  if (signed === undefined || !isConstant(context.reader.denoter.denote(signed.scope, signed.value), false)) return
  // A session that is kept elsewhere is found by a number that nobody guesses.
  if (entries.some(({ key }) => /^(?:store|ContextStore|externalKey)$/.test(key))) return
  const at = definitionBehind(signed.scope, signed.value)?.instruction ?? call.call
  context.emit(signed.scope, at.start, at.end, {
    kind: 'jwt-not-verified',
    cwe: 565,
    message: 'the session is kept in a cookie that nobody signs (signed: false)',
    details: { handMade: true },
    confidence: 'high',
  })
}

/** `cookie: cookieOptions({ httpOnly: false })`: what a helper of the tree puts together counts as written out. */
function cookieEntry(context: PatternContext, call: SeenCall): Denotation | undefined {
  const written = entryOf(argumentAt(context, call, 0), 'cookie')
  const first = call.call.args[0]
  const entry = first === undefined ? undefined : dictEntries(call, first.value).find(({ key }) => key === 'cookie')
  return entry === undefined ? written : (optionsOfHelper(context.reader, entry.scope, entry.value) ?? written)
}

/** Where the options of the cookie stand, in the call or in another file: among many others they are what is to be changed. */
export function placeOfCookie(reader: PatternContext['reader'], call: SeenCall): PlaceOfOptions {
  const [first] = call.call.args
  const here = { scope: call, start: call.call.start, end: call.call.end }
  if (first === undefined) return here
  const entry = writtenEntries(reader, call, first.value).findLast(({ key }) => key === 'cookie')
  const made = entry === undefined ? null : optionsAt(reader, entry.scope, entry.value)
  if (made?.instruction.op !== 'dict') return here
  const { start, end } = made.instruction
  const isInside = made.scope.function === call.function && start >= here.start && end <= here.end
  return isInside || made.scope.module !== call.module ? { scope: made.scope, start, end } : here
}

export interface PlaceOfOptions extends At {
  readonly scope: Scope
}

/** The options that a helper with one way out returns for this call; null when they are out of sight. */
function optionsOfHelper(reader: PatternContext['reader'], scope: Scope, slot: Slot): Denotation | null {
  const helper = callBehind(reader, scope, slot)?.callee
  if (helper?.kind !== 'function') return null
  // With a branch in it, what this call gets is not in sight.
  if (helper.function.blocks.some(({ terminator }) => terminator.op === 'branch')) return null
  const { entries, unknown } = spreadEntries(reader, scope, slot)
  if (entries.length === 0) return null
  return {
    kind: 'dict',
    entries: new Map(entries.map((entry) => [entry.key, reader.denoter.denote(entry.scope, entry.value)])),
    isComplete: unknown.length === 0,
  }
}

function starletteSession(context: PatternContext, call: SeenCall): void {
  const secure = optionOf(context, call, 'https_only')
  report(context, call, 'session cookie', { secure: secure === undefined ? 'missing' : flag(secure, true), httpOnly: true, sameSite: true })
}

function flag(denoted: Denotation | undefined, isKnown: boolean, isDefault = false): Flag {
  if (denoted === undefined) return isDefault || (isKnown ? 'missing' : 'unknown')
  if (denoted.kind !== 'constant') return 'unknown'
  if (typeof denoted.value === 'string') return denoted.value.toLowerCase() !== 'none'
  return denoted.value !== false && denoted.value !== null && denoted.value !== undefined
}

function report(
  context: PatternContext,
  call: SeenCall,
  what: string,
  flags: { readonly secure: Flag; readonly httpOnly: Flag; readonly sameSite: Flag },
  at: PlaceOfOptions = { scope: call, start: call.call.start, end: call.call.end },
): void {
  const lacking = (['secure', 'httpOnly'] as const).filter((name) => flags[name] === false || flags[name] === 'missing')
  if (lacking.length === 0) {
    context.examineCall('insecure-cookie', call)
    return
  }
  context.emit(at.scope, at.start, at.end, {
    kind: 'insecure-cookie',
    cwe: lacking.includes('secure') ? 614 : 1004,
    message: `${what} is set without ${lacking.join(' and ')}`,
    details: { ...flags },
    confidence: 'high',
  })
}

/** Cookie settings of Flask and Django that are switched off in the configuration. */
export function cookieSettings(context: PatternContext): void {
  for (const name of [
    'SESSION_COOKIE_SECURE',
    'SESSION_COOKIE_HTTPONLY',
    'CSRF_COOKIE_SECURE',
    'REMEMBER_COOKIE_SECURE',
    'REMEMBER_COOKIE_HTTPONLY',
    'JWT_COOKIE_SECURE',
  ]) {
    for (const setting of context.settings.get(name) ?? []) {
      const value = constantOf(setting.denoted)
      if (value === false && !/dev|local|test/i.test(setting.scope.function.name) && !NOT_SHIPPED.test(setting.scope.module.file)) {
        context.emit(setting.scope, setting.start, setting.end, {
          kind: 'insecure-cookie',
          cwe: name.endsWith('HTTPONLY') ? 1004 : 614,
          message: `${name} is off`,
          details: { setting: name },
          confidence: 'high',
        })
      } else if (name.endsWith('HTTPONLY') && isOffUnlessSet(context, setting)) {
        context.emit(setting.scope, setting.start, setting.end, {
          kind: 'insecure-cookie',
          cwe: 1004,
          message: `${name} is off where no variable switches it on`,
          details: { setting: name },
          confidence: 'high',
        })
      } else context.examine('insecure-cookie', setting.scope, setting.start, setting.end)
    }
  }
}

/** `os.environ.get('HTTPONLY', '0') == '1'`, `flag('HTTPONLY', '0')`, `env.bool('HTTPONLY', default=False)`. */
const OFF_BY_DEFAULT =
  /(?:environ\.get|getenv|\w*env\w*(?:\.bool)?|\w*config|\w*flag|\w*bool\w*)\(\s*["'][A-Z0-9_]+["']\s*,\s*(?:default\s*=\s*)?(?:False\b|["'](?:0|false|no|off|)["'])/i

function isOffUnlessSet({ reader }: PatternContext, { scope, slot }: Setting): boolean {
  const made = definitionBehind(scope, slot)
  return made !== null && OFF_BY_DEFAULT.test(reader.textOf(made.scope.module.file).slice(made.instruction.start, made.instruction.end))
}

/** Flask and Django send the session cookie over plain HTTP unless they are told otherwise. */
export function sessionDefaults(context: PatternContext): void {
  if ((context.settings.get('SESSION_COOKIE_SECURE') ?? []).length > 0) return
  const { reader } = context
  const usesSession =
    reader.calls.some((call) => call.name === 'flask_login.login_user' || call.name === 'flask_login.LoginManager') ||
    writesSession(context)
  const made = reader.calls.find(
    (call) => (call.name === 'flask.Flask' || call.name === 'quart.Quart') && reader.roleOf(call.module.file) === 'application',
  )
  if (made !== undefined && usesSession && !usesTalisman(context)) {
    context.emit(made, made.call.start + 2, made.call.end, {
      kind: 'insecure-cookie',
      cwe: 614,
      message: 'SESSION_COOKIE_SECURE is not set: the session cookie goes over plain HTTP',
      details: { setting: 'SESSION_COOKIE_SECURE', secure: 'missing' },
      confidence: 'medium',
    })
  }
  for (const setting of context.settings.get('MIDDLEWARE') ?? []) {
    const names = setting.denoted.kind === 'list' ? setting.denoted.items.map((item) => constantOf(item)) : []
    if (names.includes('django.contrib.sessions.middleware.SessionMiddleware')) {
      context.emit(setting.scope, setting.start, setting.end, {
        kind: 'insecure-cookie',
        cwe: 614,
        message: 'SESSION_COOKIE_SECURE is not set: the session cookie goes over plain HTTP',
        details: { setting: 'SESSION_COOKIE_SECURE', secure: 'missing' },
        confidence: 'medium',
      })
    }
  }
}

/** Talisman sets the flags of the session cookie itself. */
function usesTalisman({ reader }: PatternContext): boolean {
  return reader.calls.some((call) => /Talisman$/.test(call.name))
}

function writesSession({ reader }: PatternContext): boolean {
  return reader.program.modules.some(
    (module) =>
      module.imports.some((one) => /^(?:flask|quart)$/.test(one.from) && one.name === 'session') &&
      module.functions.some(
        (fn) =>
          viewOf(fn).operations.has('set-index') &&
          fn.blocks.some((block) =>
            block.instructions.some(
              (instruction) =>
                instruction.op === 'set-index' &&
                /^(?:flask|quart)\.session$/.test(nameOf(reader.denoter.denote({ module, function: fn }, instruction.object))),
            ),
          ),
      ),
  )
}

/** `res.setHeader('Set-Cookie', `sid=${token}; Path=/`)`: the flags stand in the text or nowhere. */
export function handMadeCookies(context: PatternContext): void {
  for (const write of headerWrites(context)) {
    if (write.name !== 'set-cookie') continue
    const text = valueText(context, write)
    const name = /^\W*f?["'`]?\s*\[?\s*f?["'`]([\w.-]+)=/.exec(text)?.[1] ?? /["'`]([\w.-]+)=/.exec(text)?.[1]
    if (name === undefined || !isReadable(text)) continue
    // An empty value or one that is over takes the cookie away.
    if (/=\s*;|max-age=0|expires=thu, 01 jan 1970/i.test(text)) continue
    const isCredential = CREDENTIAL.test(`${name} ${text}`) && !HARMLESS.test(name)
    const lacking = [...(/\bsecure\b/i.test(text) ? [] : ['secure']), ...(/\bhttponly\b/i.test(text) ? [] : ['httpOnly'])]
    if (!isCredential || lacking.length === 0) {
      context.examine('insecure-cookie', write.scope, write.start, write.end)
      continue
    }
    context.emit(write.scope, write.start, write.end, {
      kind: 'insecure-cookie',
      cwe: lacking.includes('secure') ? 614 : 1004,
      message: `cookie ${name} is set without ${lacking.join(' and ')}`,
      details: { secure: !lacking.includes('secure'), httpOnly: !lacking.includes('httpOnly'), sameSite: /samesite/i.test(text) },
      confidence: 'medium',
    })
  }
}

/** The whole value is in sight: a text whose parts are the value of the cookie alone, not flags joined in from elsewhere. */
function isReadable(text: string): boolean {
  const parts = text.match(/\$\{[^}]*\}|\{[^}]*\}|%s|\+/g)?.length ?? 0
  return (
    /^\s*(?:f?["'`]|\[)/.test(text) &&
    parts <= 2 &&
    !/(?:flags?|options?|attributes?|secure\w*|suffix)\s*[}+]/i.test(text.replace(/;\s*secure/gi, ''))
  )
}

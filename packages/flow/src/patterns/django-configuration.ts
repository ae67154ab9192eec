import { dictEntries } from '../routes/handler-values.ts'
import { definitionBehind, nameOf, type SeenCall, stringsAt } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, type PatternContext } from './context.ts'
import { timedeltaSeconds } from './durations.ts'
import { NOT_SHIPPED } from './not-shipped.ts'
import type { Setting } from './settings.ts'
import { LONGEST_ACCESS_SECONDS } from './token-lifetimes.ts'

/** Hashers of Django that are made to be fast, or keep no salt. */
const FAST_HASHERS = /(?:MD5|SHA1|UnsaltedMD5|UnsaltedSHA1|Crypt)PasswordHasher$/
/** Settings of machines that serve nobody. */

/** What the settings of a Django project say of passwords, tokens, bodies and headers. */
export function djangoConfiguration(context: PatternContext): void {
  if (!context.settings.has('ROOT_URLCONF')) return
  passwords(context)
  lifetimes(context)
  for (const setting of shipped(context, 'DATA_UPLOAD_MAX_MEMORY_SIZE')) {
    if (constantOf(setting.denoted) !== null) context.examine('body-limit', setting.scope, setting.start, setting.end)
    else
      emit(context, setting, {
        kind: 'body-limit-missing',
        cwe: 770,
        message: 'DATA_UPLOAD_MAX_MEMORY_SIZE is None: a body of any size is read into memory',
      })
  }
  securityMiddleware(context)
}

function shipped({ settings }: PatternContext, name: string): readonly Setting[] {
  return (settings.get(name) ?? []).filter(({ scope }) => !NOT_SHIPPED.test(scope.module.file))
}

type Emitted = Omit<Parameters<PatternContext['emit']>[3], 'confidence'>

function emit(context: PatternContext, setting: Setting, seen: Emitted): void {
  context.emit(setting.scope, setting.start, setting.end, { ...seen, confidence: 'high' })
}

function passwords(context: PatternContext): void {
  for (const setting of shipped(context, 'AUTH_PASSWORD_VALIDATORS')) {
    if (setting.denoted.kind !== 'list') continue
    if (setting.denoted.items.length > 0) context.examine('weak-password-policy', setting.scope, setting.start, setting.end)
    else
      emit(context, setting, {
        kind: 'weak-password-policy',
        cwe: 521,
        message: 'AUTH_PASSWORD_VALIDATORS is empty: every password is taken',
      })
  }
  for (const setting of shipped(context, 'PASSWORD_HASHERS')) {
    const [first] = stringsAt(context.reader, setting.scope, setting.slot)
    if (first === undefined) continue
    if (!FAST_HASHERS.test(first)) context.examine('password-hash', setting.scope, setting.start, setting.end)
    else
      emit(context, setting, {
        kind: 'weak-password-hash',
        cwe: 916,
        message: `${first.slice(first.lastIndexOf('.') + 1)} hashes passwords: it is made to be fast`,
        details: { algorithm: first },
      })
  }
}

/** `SIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': timedelta(days=30)}`. */
function lifetimes(context: PatternContext): void {
  for (const setting of shipped(context, 'SIMPLE_JWT'))
    for (const entry of dictEntries(setting.scope, setting.slot)) {
      if (entry.key !== 'ACCESS_TOKEN_LIFETIME') continue
      const seconds = timedeltaSeconds(context, context.reader.denoter.denote(entry.scope, entry.value))
      if (seconds === null) continue
      const { start, end } = definitionBehind(entry.scope, entry.value)?.instruction ?? setting
      if (seconds <= LONGEST_ACCESS_SECONDS) context.examine('jwt-long-expiry', entry.scope, start, end)
      else
        context.emit(entry.scope, start, end, {
          kind: 'jwt-long-expiry',
          cwe: 613,
          message: `access tokens live ${seconds} s`,
          details: { seconds },
          confidence: 'high',
        })
    }
}

const SETS_HEADERS = /x-content-type-options|content-security-policy|strict-transport-security/i
const SECURITY_MIDDLEWARE = /(?:\.SecurityMiddleware|CSPMiddleware|SecureHeaders\w*|SecurityHeaders\w*)$/

/** Neither Django's own middleware nor anything of the tree sets security headers. */
function securityMiddleware(context: PatternContext): void {
  const { reader } = context
  for (const setting of shipped(context, 'MIDDLEWARE')) {
    const names = stringsAt(reader, setting.scope, setting.slot)
    if (names.length === 0 || context.routes.length === 0 || names.some((name) => SECURITY_MIDDLEWARE.test(name))) continue
    const isElsewhere = reader.program.modules.some(
      ({ file }) =>
        reader.roleOf(file) !== 'test' && (SETS_HEADERS.test(reader.textOf(file)) || SECURITY_MIDDLEWARE.test(reader.textOf(file))),
    )
    if (!isElsewhere)
      context.emit(setting.scope, setting.start, setting.end, {
        kind: 'security-headers-missing',
        cwe: 693,
        message: 'MIDDLEWARE has no SecurityMiddleware, and nothing in the source sets security headers',
        details: { framework: 'django' },
        confidence: 'medium',
      })
  }
}

/** `call_command('runserver', ...)`: the server of development, started by the program itself. */
export const startsDevelopmentServer: CallFinder = (context, call) => {
  if (!/^django\.core\.management\.(?:call_command|execute_from_command_line)$/.test(call.name)) return
  const first = argumentAt(context, call, 0)
  const words = first?.kind === 'list' ? wordsOf(context, call) : [constantOf(first)]
  if (!words.includes('runserver')) return
  context.emitCall(call, {
    kind: 'dev-server',
    cwe: 489,
    message: 'runserver of Django is started: a server for development',
    details: { server: 'runserver' },
    confidence: 'medium',
  })
}

function wordsOf({ reader }: PatternContext, call: SeenCall): readonly string[] {
  return stringsAt(reader, call, call.call.args[0]?.value ?? -1)
}

/** Whether the hosts that Django answers are a list of names, so that the Host header is one of them. */
export function hasListedHosts(context: PatternContext): boolean {
  const settings = shipped(context, 'ALLOWED_HOSTS')
  return settings.length > 0 && settings.every(({ denoted }) => nameOf(denoted) !== '' || !holdsStar(denoted))
}

function holdsStar(denoted: Setting['denoted']): boolean {
  return denoted.kind === 'list' && denoted.items.some((item) => constantOf(item) === '*')
}

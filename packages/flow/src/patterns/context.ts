import type { Denotation } from '../engine/denotation.ts'
import { lineAt, type Scope } from '../engine/program.ts'
import type { Confidence, Examined, PatternFact, PatternKind } from '../facts.ts'
import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import type { ReadRoute } from '../routes/read-routes.ts'
import { placeAt, type Reader, type SeenCall } from '../routes/reader.ts'
import type { Setting } from './settings.ts'
import { spreadOptions } from './spread-options.ts'

export interface Seen {
  readonly kind: PatternKind
  readonly cwe: number
  readonly message: string
  readonly details?: PatternFact['details']
  /** Default medium. */
  readonly confidence?: Confidence
  readonly about?: { readonly scope: Scope; readonly start: number; readonly end: number; readonly note: string }
}

/** What the finders of patterns share. */
export interface PatternContext {
  readonly reader: Reader
  readonly routes: readonly ReadRoute[]
  /** Configuration by upper-case name: Flask's `app.config`, settings modules, settings classes. */
  readonly settings: ReadonlyMap<string, readonly Setting[]>
  /** Functions that answer requests, and what they call in the tree. */
  readonly handlers: ReadonlySet<IrFunction>
  readonly emit: (scope: Scope, start: number, end: number, seen: Seen) => void
  readonly emitCall: (call: SeenCall, seen: Seen) => void
  readonly examine: (kind: Examined['kind'], scope: Scope, start: number, end: number) => void
  readonly examineCall: (kind: Examined['kind'], call: SeenCall) => void
}

/** Looks at one call; most finders are of this kind. */
export type CallFinder = (context: PatternContext, call: SeenCall) => void

/** Looks at one instruction of a served file; all of them share one walk of the program. */
export interface InstructionFinder {
  readonly ops: readonly Instruction['op'][]
  readonly find: (context: PatternContext, scope: Scope, instruction: Instruction) => void
}

const MAX_PER_KIND = 500
const PLACES_KEPT = 20

export class Findings {
  readonly patterns: PatternFact[] = []
  readonly #counts = new Map<string, number>()
  readonly #seen = new Set<string>()
  readonly #examined = new Map<Examined['kind'], { count: number; places: Examined['places'][number][] }>()
  readonly #reader: Reader

  constructor(reader: Reader) {
    this.#reader = reader
  }

  add(scope: Scope, start: number, end: number, { kind, cwe, message, details = {}, confidence = 'medium', about }: Seen): void {
    const key = `${kind}\0${scope.module.file}\0${lineAt(scope.module, start)}`
    const count = this.#counts.get(kind) ?? 0
    if (this.#seen.has(key) || count >= MAX_PER_KIND) return
    this.#seen.add(key)
    this.#counts.set(kind, count + 1)
    const fact = { kind, cwe, place: placeAt(this.#reader, scope, start, end), message, details, confidence }
    if (about === undefined) this.patterns.push(fact)
    else this.patterns.push({ ...fact, about: { place: placeAt(this.#reader, about.scope, about.start, about.end), note: about.note } })
  }

  examine(kind: Examined['kind'], scope: Scope, start: number, end: number): void {
    const key = `examined ${kind}\0${scope.module.file}\0${start}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    const known = this.#examined.get(kind) ?? { count: 0, places: [] }
    this.#examined.set(kind, known)
    known.count += 1
    if (known.places.length < PLACES_KEPT) known.places.push(placeAt(this.#reader, scope, start, end))
  }

  examined(): readonly Examined[] {
    return [...this.#examined].map(([kind, { count, places }]) => ({ kind, count, places })).sort((a, b) => (a.kind < b.kind ? -1 : 1))
  }
}

/** An option of a call: the argument of that name, else the entry of that name in an options object. */
export function optionOf({ reader }: PatternContext, call: SeenCall, ...names: readonly string[]): Denotation | undefined {
  for (const argument of call.call.args) {
    if (argument.kind === 'named' && names.includes(argument.name)) return reader.denoter.denote(call, argument.value)
  }
  for (const argument of call.call.args) {
    if (argument.kind === 'named') continue
    if (argument.kind === 'spread-named') {
      const spread = spreadOptions(reader, call, argument.value)
      const given = spread === null ? undefined : names.map((name) => spread.get(name)).find((value) => value !== undefined)
      if (given !== undefined) return given
      continue
    }
    const denoted = reader.denoter.denote(call, argument.value)
    if (denoted.kind !== 'dict') continue
    for (const name of names) {
      const entry = denoted.entries.get(name)
      if (entry !== undefined) return entry
    }
  }
  return undefined
}

/** Whether the options of a call are all in sight: no spread, no object that we could not read. */
export function optionsAreKnown({ reader }: PatternContext, call: SeenCall): boolean {
  return call.call.args.every((argument) => {
    if (argument.kind === 'spread') return false
    if (argument.kind === 'spread-named') return spreadOptions(reader, call, argument.value)?.isComplete === true
    const denoted = reader.denoter.denote(call, argument.value)
    return denoted.kind !== 'dict' || denoted.isComplete
  })
}

export function constantOf(denoted: Denotation | undefined | null): string | number | boolean | null | undefined {
  if (denoted?.kind !== 'constant') return undefined
  const { value } = denoted
  return typeof value === 'object' && value !== null ? undefined : value
}

export function argumentAt({ reader }: PatternContext, call: SeenCall, position: number, name = ''): Denotation | null {
  return reader.denoter.argument(call, call.call, position, name)
}

export function slotAt(call: SeenCall, position: number): Slot {
  let at = 0
  for (const argument of call.call.args) {
    if (argument.kind === 'spread') return -1
    if (argument.kind === 'positional' && at++ === position) return argument.value
  }
  return -1
}

/** The line on which a call starts, to where it ends, without what stands in quotes. */
export function codeText({ reader }: PatternContext, call: SeenCall): string {
  const text = reader.textOf(call.module.file)
  const from = text.lastIndexOf('\n', call.call.start - 1) + 1
  const end = text.indexOf('\n', call.call.end)
  return text
    .slice(from, Math.min(end === -1 ? text.length : end, from + 600))
    .replace(/(["'`])(?:\\.|(?!\1).)*?\1/g, (quoted) => (quoted.includes('${') || /^f?["'].*\{/.test(quoted) ? quoted : '""'))
}

/** Words of an identifier or of a line of code, joined by blanks: `resetToken` and `reset_token` are `reset token`. */
export function wordsOf(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .toLowerCase()
}

/** Words round a call: its line and the names of the function and class in which it stands. */
export function contextWords(context: PatternContext, call: SeenCall): string {
  return ` ${wordsOf(`${codeText(context, call)} ${call.function.name}`)} `
}

/** The same without the names of what encloses the function. */
export function nearWords(context: PatternContext, call: SeenCall): string {
  const { name } = call.function
  return ` ${wordsOf(`${codeText(context, call)} ${name.slice(name.lastIndexOf('.') + 1)}`)} `
}

export const PASSWORD_WORD = / (?:password|passwords|passwd|pwd|passphrase|pass word|pw) /
export const SECRET_WORD =
  / (?:password|passwd|pwd|passphrase|secret|token|tokens|otp|signature|sign|hmac|credential|credentials|session|nonce|csrf|salt|api key|apikey|auth|reset|verification|invite|invitation|activation|confirmation|captcha|access key|private key|license key|session id|temp pass|pin code|pin|passcode|code|secure) /
export const BENIGN_WORD =
  / (?:etag|cache|cached|caching|checksum|fingerprint|dedup|dedupe|gravatar|avatar|color|colour|jitter|delay|backoff|sleep|retry|sample|sampling|shuffle|bucket|shard|partition|revision|version|file hash|content hash|digest of|integrity|thumbnail|mock|fake|demo|seed|animation|position|placeholder|status code|country code|zip code|error code|source code|http code|exit code|language code|color code|experiment|variant) /

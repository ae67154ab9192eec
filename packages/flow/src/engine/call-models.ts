import type { FlowKind } from '../facts.ts'
import { conventionalType, isOwnObject } from '../knowledge/conventional-types.ts'
import { HANDLERS, type HandlerModel } from '../knowledge/handlers.ts'
import type { SinkCondition, SourceModel } from '../knowledge/model.ts'
import { PROPAGATORS } from '../knowledge/propagators.ts'
import { SANITIZERS } from '../knowledge/sanitizers.ts'
import { SINKS } from '../knowledge/sinks.ts'
import { SOURCES } from '../knowledge/sources.ts'
import { FAMILY_MEMBERS, PARENT_TYPES, RESULT_TYPES } from '../knowledge/types.ts'
import { ALL_KINDS, type KindMask, maskOf } from './kinds.ts'

/** One argument of a sink that must not be tainted. */
export interface SinkArgument {
  /** -1 the receiver, -2 every positional argument, -3 every argument. */
  readonly position: number
  readonly name: string
  /** Key of the object given there; '' for the argument itself. */
  readonly key: string
}

export interface SinkRole {
  readonly kind: FlowKind
  readonly cwe: number
  readonly when: SinkCondition | null
  /** The weakness whose protections count. */
  readonly by: FlowKind
  readonly arguments: readonly SinkArgument[]
}

export interface Sanitizer {
  readonly name: string
  readonly clears: KindMask
  readonly weakFor: KindMask
  readonly type: '' | 'string' | 'number' | 'boolean'
}

export interface CallModel {
  readonly source: SourceModel | null
  readonly sinks: readonly SinkRole[]
  readonly sanitizer: Sanitizer | null
  readonly propagates: 'result' | 'nothing' | 'receiver' | null
  readonly handler: HandlerModel | null
  readonly isUnknown: boolean
}

const NO_MODEL: CallModel = { source: null, sinks: [], sanitizer: null, propagates: null, handler: null, isUnknown: true }

/** The knowledge tables, indexed by qualified name. */
export interface CallModels {
  /** Everything known of that name or of the same member of a parent type. */
  of(name: string): CallModel
  /** The same for a method of a value of unknown type. */
  ofMethod(method: string): CallModel
  /** Type of what calling that name yields; null when it is not known. */
  resultType(name: string): string | null
  /** Name of that member of the named thing: its type where that is known, else both joined. */
  memberName(owner: string, key: string): string
}

const NODE_PATHS = /^path\.(?:posix|win32)$/

/** A longer name says nothing. */
const LONGEST_NAME = 160

interface Tables {
  readonly sources: Map<string, SourceModel>
  readonly sinks: Map<string, SinkRole[]>
  readonly sanitizers: Map<string, Sanitizer>
  readonly propagators: Map<string, 'result' | 'nothing' | 'receiver'>
  readonly handlers: Map<string, HandlerModel>
}

let tables: Tables | null = null

export function createCallModels(): CallModels {
  tables ??= indexTables()
  const index = tables
  const models = new Map<string, CallModel>()
  const results = new Map<string, string | null>()
  const members = new Map<string, Map<string, string>>()
  return {
    of(name) {
      let model = models.get(name)
      if (model === undefined) {
        model = lookUp(index, name)
        models.set(name, model)
      }
      return model
    },
    ofMethod(method) {
      return this.of(`?.${method}`)
    },
    memberName(owner, key) {
      let names = members.get(owner)
      if (names === undefined) {
        names = new Map()
        members.set(owner, names)
      }
      let name = names.get(key)
      if (name === undefined) {
        // `path.posix.basename` does what `path.basename` does.
        const joined = `${NODE_PATHS.test(owner) ? 'path' : owner}.${key}`
        name = this.resultType(`${joined}:`) ?? memberOfOwnModule(owner, key) ?? (joined.length > LONGEST_NAME ? '?' : joined)
        names.set(key, name)
      }
      return name
    },
    resultType(name) {
      let type = results.get(name)
      if (type === undefined) {
        type = null
        for (const candidate of withParents(name)) {
          type = RESULT_TYPES[candidate] ?? null
          if (type !== null) break
        }
        type ??= FAMILY_MEMBERS.find(([family]) => family.test(name))?.[1] ?? null
        results.set(name, type)
      }
      return type
    },
  }
}

/** `require('../models').sequelize`. */
function memberOfOwnModule(owner: string, key: string): string | null {
  if (isOwnObject(owner, key)) return owner
  if (!/^[./@~#][\w./@~#-]*$/.test(owner)) return null
  return conventionalType(owner.startsWith('/') ? `.${owner}` : owner, key)
}

/** The name itself, then the same member of each parent type, nearest first; `sqlite3.*` speaks for every member. */
function* withParents(name: string): Generator<string> {
  yield name
  const dot = name.lastIndexOf('.')
  if (dot <= 0) return
  const member = name.slice(dot)
  let type = name.slice(0, dot)
  const seen = new Set([type])
  for (;;) {
    yield `${type}.*`
    yield `${type}.**`
    const parent = PARENT_TYPES[type]
    if (parent === undefined || seen.has(parent)) break
    seen.add(parent)
    type = parent
    yield type + member
  }
  for (let at = name.lastIndexOf('.', dot - 1); at > 0; at = name.lastIndexOf('.', at - 1)) yield `${name.slice(0, at)}.**`
}

function lookUp(index: Tables, name: string): CallModel {
  let { source, sanitizer, propagates, handler } = NO_MODEL
  const sinks: SinkRole[] = []
  for (const candidate of withParents(name)) {
    source ??= index.sources.get(candidate) ?? null
    sanitizer ??= index.sanitizers.get(candidate) ?? null
    propagates ??= index.propagators.get(candidate) ?? null
    handler ??= index.handlers.get(candidate) ?? null
    for (const sink of index.sinks.get(candidate) ?? [])
      if (!sinks.some((known) => known.kind === sink.kind && known.when === sink.when)) sinks.push(sink)
  }
  if (source === null && sanitizer === null && propagates === null && handler === null && sinks.length === 0) return NO_MODEL
  return { source, sinks, sanitizer, propagates, handler, isUnknown: false }
}

function indexTables(): Tables {
  const sources = new Map<string, SourceModel>()
  for (const source of SOURCES) for (const name of source.names) sources.set(name, source)
  const sinks = new Map<string, SinkRole[]>()
  for (const sink of SINKS) {
    for (const pattern of sink.calls) {
      const { name, args } = parsePattern(pattern)
      const list = sinks.get(name) ?? []
      sinks.set(name, list)
      list.push({ kind: sink.kind, cwe: sink.cwe, when: sink.when ?? null, by: sink.by ?? sink.kind, arguments: args })
    }
  }
  const sanitizers = new Map<string, Sanitizer>()
  for (const model of SANITIZERS) {
    const clears = model.clears === 'all' ? ALL_KINDS : maskOf(...model.clears)
    for (const name of model.calls) {
      const short = name.startsWith('?.') ? name.slice(2) : name
      sanitizers.set(name, { name: short, clears, weakFor: maskOf(...(model.weakFor ?? [])), type: model.type ?? '' })
    }
  }
  const propagators = new Map<string, 'result' | 'nothing' | 'receiver'>()
  for (const model of PROPAGATORS) for (const name of model.calls) propagators.set(name, model.to)
  const handlers = new Map<string, HandlerModel>()
  for (const model of HANDLERS) for (const name of model.calls) handlers.set(name, model)
  return { sources, sinks, sanitizers, propagators, handlers }
}

/** `name(0:sql, 1.url, *)`; without parentheses the first argument. */
function parsePattern(pattern: string): { name: string; args: SinkArgument[] } {
  const open = pattern.endsWith('()') ? -1 : pattern.lastIndexOf('(')
  if (open < 0) return { name: pattern, args: [{ position: 0, name: '', key: '' }] }
  const args = pattern
    .slice(open + 1, -1)
    .split(',')
    .map((part): SinkArgument => parseArgument(part.trim()))
  return { name: pattern.slice(0, open), args }
}

function parseArgument(text: string): SinkArgument {
  if (text === 'receiver') return { position: -1, name: '', key: '' }
  if (text === '*') return { position: -2, name: '', key: '' }
  if (text === '**') return { position: -3, name: '', key: '' }
  const match = /^(?<position>\d+)?(?::(?<name>\w+))?(?:\.(?<key>\w+))?$/.exec(text)
  if (match === null) throw new SyntaxError(`not an argument of a sink: ${text}`)
  const { position, name = '', key = '' } = match.groups ?? {}
  return { position: position === undefined ? -9 : Number(position), name, key }
}

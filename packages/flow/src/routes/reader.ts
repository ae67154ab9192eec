import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import type { Denoter } from '../engine/denote.ts'
import { boundAt, type CallInstruction, type CallSite, functionAt, lineAt, type Program, type Scope } from '../engine/program.ts'
import type { Place } from '../facts.ts'
import type { FileRole } from '../files/role.ts'
import type { Argument, Instruction, IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import { viewOf } from './function-view.ts'

/** A call with what it calls. */
export interface SeenCall extends CallSite {
  readonly callee: Denotation
  /** Qualified name when a library or a builtin is called, else ''. */
  readonly name: string
  /** Last part of the called name, as written. */
  readonly method: string
}

/** A function of the tree. */
export type FunctionRef = Scope

/** A value where it stands. */
export interface SlotRef {
  readonly scope: Scope
  readonly slot: Slot
}

/** Reads the whole program: every call once, with what it calls. */
export interface Reader {
  readonly program: Program
  readonly denoter: Denoter
  /** By file, then by place. */
  readonly calls: readonly SeenCall[]
  readonly callsIn: (fn: IrFunction) => readonly SeenCall[]
  readonly callsOfModule: (module: Module) => readonly SeenCall[]
  /** Calls that have this function of the tree as callee. */
  readonly callersOf: (fn: IrFunction) => readonly SeenCall[]
  readonly seenCall: (call: CallInstruction) => SeenCall | undefined
  readonly textOf: (file: string) => string
  readonly roleOf: (file: string) => FileRole
}

const NO_CALLS: readonly SeenCall[] = []

export function createReader(
  denoter: Denoter,
  textOf: (file: string) => string,
  roleOf: (file: string) => FileRole = () => 'application',
): Reader {
  const calls: SeenCall[] = []
  const byFunction = new Map<IrFunction, readonly SeenCall[]>()
  const byModule = new Map<Module, readonly SeenCall[]>()
  const byCall = new Map<CallInstruction, SeenCall>()
  const callers = new Map<IrFunction, SeenCall[]>()
  for (const module of denoter.program.modules) {
    const inModule: SeenCall[] = []
    for (const fn of module.functions) {
      const seen = viewOf(fn).calls.map((call) => seeCall(denoter, { module, function: fn, call }))
      byFunction.set(fn, seen)
      for (const call of seen) {
        inModule.push(call)
        byCall.set(call.call, call)
        if (call.callee.kind !== 'function' || call.call.isDecorator) continue
        const known = callers.get(call.callee.function)
        if (known === undefined) callers.set(call.callee.function, [call])
        else known.push(call)
      }
    }
    inModule.sort((a, b) => a.call.start - b.call.start || a.call.end - b.call.end)
    byModule.set(module, inModule)
    for (const call of inModule) calls.push(call)
  }
  return {
    program: denoter.program,
    denoter,
    calls,
    callsIn: (fn) => byFunction.get(fn) ?? NO_CALLS,
    callsOfModule: (module) => byModule.get(module) ?? NO_CALLS,
    callersOf: (fn) => callers.get(fn) ?? NO_CALLS,
    seenCall: (call) => byCall.get(call),
    textOf,
    roleOf,
  }
}

function seeCall(denoter: Denoter, site: CallSite): SeenCall {
  const callee = denoter.callee(site, site.call)
  const name = nameOf(callee)
  const dot = name.lastIndexOf('.')
  const method = site.call.method === '' ? (dot === -1 ? name : name.slice(dot + 1)) : site.call.method
  return { module: site.module, function: site.function, call: site.call, callee, name, method }
}

/** Library name of a denotation, with one spelling for a default import and the module itself; what a call gives may have a method of that name. '' for everything else. */
export function nameOf(denoted: Denotation): string {
  if (denoted.kind !== 'library') return ''
  const short = denoted.name.startsWith('node:') ? denoted.name.slice(5) : denoted.name
  return short.includes('.default') ? short.replace(/(?<!\))\.default(?=$|[.(])/g, '') : short
}

/** Stable key of the object that a call made. */
export function siteKey(site: CallSite): string {
  const own = `${site.module.file}:${site.call.start}:${site.call.end}`
  return site.function.copy === undefined ? own : `${own}:copy:${site.function.index}`
}

/** The key of the same place in the function of which one is a copy. */
export const originalKey = (key: string): string => key.replace(/:copy:\d+$/, '')

/** The decorators of a function or a class, outermost first, with the scope in which they stand. */
export function decoratorsOf(module: Module, decorated: IrFunction | IrClass): readonly SlotRef[] {
  const scope = { module, function: functionAt(module, Math.max(decorated.parent, 0)) }
  return decorated.decorators.map((slot) => ({ scope, slot }))
}

/** The single instruction that gives a slot its value, with the scope in which it stands; moves, awaits and captured names are followed. */
export function definitionBehind(scope: Scope, slot: Slot): { readonly scope: Scope; readonly instruction: Instruction } | null {
  let at = slot
  let where = scope
  for (let step = 0; step < 12; step += 1) {
    const definitions = definitionsOf(where.module, where.function, at)
    const only = definitions[0]
    if (definitions.length !== 1 || only?.kind !== 'instruction') return null
    const { instruction } = only
    if (instruction.op === 'move' || instruction.op === 'await' || instruction.op === 'enter') at = instruction.src
    else if (instruction.op === 'load-up') {
      where = { module: where.module, function: functionAt(where.module, instruction.function) }
      at = instruction.slot
    } else if (instruction.op === 'bound') {
      const given = boundAt(where.module, instruction)
      if (given === null) return null
      where = given.scope
      at = given.slot
    } else {
      const item = itemTaken(where, instruction)
      if (item === null) return { scope: where, instruction }
      at = item
    }
  }
  return null
}

/** `a, b = x, y`: the value of the place that an index takes of a list that is written out; null for other instructions. */
export function itemTaken({ module, function: owner }: Scope, instruction: Instruction): Slot | null {
  if (instruction.op !== 'index' || module.language !== 'python') return null
  const [list, ...others] = definitionsOf(module, owner, instruction.object)
  const [place, ...more] = definitionsOf(module, owner, instruction.index)
  if (list?.kind !== 'instruction' || place?.kind !== 'instruction' || others.length + more.length > 0) return null
  if (list.instruction.op !== 'list' || place.instruction.op !== 'const' || list.instruction.spreads.includes(true)) return null
  const { value } = place.instruction
  return typeof value === 'number' ? (list.instruction.items[value] ?? null) : null
}

/** The parameter, of this function or of one around it, whose value a slot has; null when it is something else. */
export function parameterBehind(scope: Scope, slot: Slot): { readonly function: IrFunction; readonly index: number } | null {
  let at = slot
  let where = scope
  for (let step = 0; step < 12; step += 1) {
    const [only, ...more] = definitionsOf(where.module, where.function, at)
    const index = where.function.parameters.findIndex((parameter) => parameter.slot === at)
    if (index >= 0) return only === undefined ? { function: where.function, index } : null
    if (only?.kind !== 'instruction' || more.length > 0) return null
    const { instruction } = only
    if (instruction.op === 'move' || instruction.op === 'await' || instruction.op === 'enter') at = instruction.src
    else if (instruction.op === 'load-up') {
      where = { module: where.module, function: functionAt(where.module, instruction.function) }
      at = instruction.slot
    } else return null
  }
  return null
}

/** The last word of what a call is named after: its function in the tree, else its method. */
export function calledName(reader: Reader, call: CallInstruction): string {
  const seen = reader.seenCall(call)
  const name = seen?.callee.kind === 'function' ? seen.callee.function.name : (seen?.method ?? call.method)
  return name.slice(name.lastIndexOf('.') + 1)
}

/** The call that made a slot's value; null when something else did. */
export function callBehind(reader: Reader, scope: Scope, slot: Slot): SeenCall | null {
  const found = definitionBehind(scope, slot)
  return found?.instruction.op === 'call' ? (reader.seenCall(found.instruction) ?? null) : null
}

/** How the source names a value: the variable, else the text of the expression. */
export function slotText(reader: Reader, scope: Scope, slot: Slot): string {
  const name = scope.function.names.get(slot)
  if (name !== undefined && !name.startsWith('<')) return name
  const only = definitionsOf(scope.module, scope.function, slot)[0]
  if (only?.kind !== 'instruction') return name ?? ''
  return textAt(reader, scope.module, only.instruction.start, only.instruction.end)
}

/** Whether a file is part of the service: neither test, nor vendored, nor for the browser. */
export function isServed(reader: Reader, file: string): boolean {
  const role = reader.roleOf(file)
  return role === 'application' || role === 'script' || role === 'migration'
}

/** Text between two offsets on one line, without doubled white space. */
export function textAt(reader: Reader, module: Module, start: number, end: number, longest = 120): string {
  const text = reader
    .textOf(module.file)
    .slice(start, Math.min(end, start + longest * 2))
    .replace(/\s+/g, ' ')
    .trim()
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

const LONGEST_SNIPPET = 240

/** The place of a span in a function. */
export function placeAt(reader: Reader, scope: Scope, start: number, end: number): Place {
  const { module } = scope
  const line = lineAt(module, start)
  const endLine = Math.max(line, lineAt(module, Math.max(start, end - 1)))
  const text = reader.textOf(module.file)
  const from = module.lineStarts[line - 1] ?? 0
  const to = module.lineStarts[Math.min(endLine, line + 4)] ?? text.length
  const snippet = text
    .slice(from, Math.min(to, from + LONGEST_SNIPPET * 4))
    .replace(/\s+/g, ' ')
    .trim()
  return { file: module.file, line, endLine, symbol: scope.function.name, snippet: snippet.slice(0, LONGEST_SNIPPET) }
}

export function placeOfCall(reader: Reader, site: CallSite): Place {
  return placeAt(reader, site, site.call.start, site.call.end)
}

/** The place of a function: its head, not its body. */
export function placeOfFunction(reader: Reader, { module, function: fn }: FunctionRef): Place {
  const head = reader.textOf(module.file).slice(fn.start, fn.end).split('\n', 1)[0] ?? ''
  return placeAt(reader, { module, function: fn }, fn.start, fn.start + Math.max(1, head.length))
}

/** Positional arguments up to the first spread. */
export function positionalArguments(call: CallInstruction): readonly Slot[] {
  const slots: Slot[] = []
  for (const argument of call.args) {
    if (argument.kind === 'spread') break
    if (argument.kind === 'positional') slots.push(argument.value)
  }
  return slots
}

/** Positional arguments, and lists that are spread among them as the values they are: `router.post('/x', ...checked, save)`. */
export function listedArguments(call: CallInstruction): readonly Slot[] {
  return call.args.flatMap((argument) => (argument.kind === 'positional' || argument.kind === 'spread' ? [argument.value] : []))
}

export function namedArgument(args: readonly Argument[], name: string): Slot {
  for (const argument of args) if (argument.kind === 'named' && argument.name === name) return argument.value
  return -1
}

/** The string a slot is; null when it is none, or not known. */
export function stringAt(reader: Reader, scope: Scope, slot: Slot): string | null {
  if (slot < 0) return null
  const denoted = reader.denoter.denote(scope, slot)
  return denoted.kind === 'constant' && typeof denoted.value === 'string' ? denoted.value : null
}

/** The name of a key under which something is kept: a string, or `web.RequestKey('crew', Crew)` of aiohttp. */
export function keyAt(reader: Reader, scope: Scope, slot: Slot): string | null {
  const denoted = slot < 0 ? null : reader.denoter.denote(scope, slot)
  if (denoted?.kind !== 'library' || denoted.origin === null || !KEY_OBJECT.test(denoted.name)) return stringAt(reader, scope, slot)
  return stringAt(reader, denoted.origin, denoted.origin.call.args[0]?.value ?? -1)
}

const KEY_OBJECT = /^aiohttp\.web\.(?:Request|Response|App)Key\(\)$/

/** The strings of a list, a tuple, a set or a single string; unknown items are left away. */
export function stringsAt(reader: Reader, scope: Scope, slot: Slot): readonly string[] {
  return slot < 0 ? [] : stringsOf(reader.denoter.denote(scope, slot))
}

export function stringsOf(denoted: Denotation): readonly string[] {
  if (denoted.kind === 'constant') return typeof denoted.value === 'string' ? [denoted.value] : []
  if (denoted.kind !== 'list') return []
  const strings: string[] = []
  for (const item of denoted.items) if (item.kind === 'constant' && typeof item.value === 'string') strings.push(item.value)
  return strings
}

/** An entry of an options object, or undefined. */
export function entryOf(denoted: Denotation | null, key: string): Denotation | undefined {
  return denoted?.kind === 'dict' ? denoted.entries.get(key) : undefined
}

/** Whether a denotation is that constant. */
export function isConstant(denoted: Denotation | null | undefined, value: string | number | boolean | null): boolean {
  return denoted?.kind === 'constant' && denoted.value === value
}

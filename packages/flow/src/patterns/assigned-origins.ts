import type { Scope } from '../engine/program.ts'
import type { BlockIndex, IrFunction, Slot } from '../ir/ir.ts'
import { admitsEverybody } from '../routes/known-guards.ts'
import { definitionBehind, isConstant, type Reader, stringAt } from '../routes/reader.ts'
import { asksForOrigin, holdsHostLoosely, looseTestOf } from './asked-origins.ts'
import type { PatternContext } from './context.ts'
import { isForEverybody } from './cross-origin.ts'
import { type HeaderWrite, headerWrites, valueText } from './header-writes.ts'

/** `response.headers['Access-Control-Allow-Origin'] = origin`, in a hook or in an object of headers. */
export function assignedOrigins(context: PatternContext): void {
  const { reader } = context
  const writes = headerWrites(context)
  for (const write of writes) {
    if (write.name !== 'access-control-allow-origin') continue
    const { module, function: fn } = write.scope
    // A middleware for others is told by its parameters what to allow.
    if (fn.parameters.some(({ name }) => /allow|origins?$|options?$|config/i.test(name))) continue
    const text = reader.textOf(module.file).slice(fn.start, fn.end)
    const credentials = /access-control-allow-credentials/i.test(text) && goesWithCredentials(write, writes)
    const shown = valueText(context, write)
    if (isConstant(reader.denoter.denote(write.scope, write.value), '*')) {
      const isOpen = !credentials && (isForEverybody(context, write.scope) || isForOpenPaths(context, write))
      if (isOpen) context.examine('cors-any-origin', write.scope, write.start, write.end)
      else
        context.emit(write.scope, write.start, write.end, {
          kind: 'cors-any-origin',
          cwe: 942,
          message: credentials ? 'any origin may read answers, with credentials' : 'any origin may read answers',
          details: { credentials },
          confidence: credentials ? 'high' : 'medium',
        })
    } else if (/headers?\b[^\n]*\borigin\b/i.test(shown)) judgeOrigin(context, write, credentials)
  }
}

/** The origin of the request, given back: never asked, or asked in a way that strangers pass. */
function judgeOrigin({ reader, emit, emitCall }: PatternContext, { scope, start, end }: HeaderWrite, credentials: boolean): void {
  const loose = looseTestOf(reader, scope)
  const told = { kind: 'cors-reflected-origin', cwe: 942, details: { credentials }, confidence: 'high' } as const
  const looks = { ...told, message: 'origins that only look like a trusted one are allowed' }
  if (loose !== null) emitCall(loose, looks)
  else if (holdsHostLoosely(reader, scope)) emit(scope, start, end, looks)
  else if (!asksForOrigin(reader, scope)) emit(scope, start, end, { ...told, message: 'whatever origin asks is allowed' })
}

function blockAt({ blocks }: IrFunction, { start, end }: HeaderWrite): BlockIndex {
  return blocks.findIndex(({ instructions }) => instructions.some((one) => one.start === start && one.end === end))
}

/** Whether one and the same answer may have both headers: one written on the way to the other. */
function goesWithCredentials(write: HeaderWrite, writes: readonly HeaderWrite[]): boolean {
  const { function: fn } = write.scope
  const others = writes.filter(({ name, scope }) => name === 'access-control-allow-credentials' && scope.function === fn)
  const at = blockAt(fn, write)
  return others.length === 0 || others.some((other) => leadsTo(fn, at, blockAt(fn, other)) || leadsTo(fn, blockAt(fn, other), at))
}

function leadsTo({ blocks }: IrFunction, from: BlockIndex, to: BlockIndex): boolean {
  const seen = new Set<BlockIndex>()
  const open = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true
    const terminator = seen.has(at) ? undefined : blocks[at]?.terminator
    seen.add(at)
    if (terminator?.op === 'jump') open.push(terminator.to)
    else if (terminator?.op === 'branch') open.push(terminator.then, terminator.else)
    else if (terminator?.op === 'next') open.push(terminator.body, terminator.exit)
  }
  return false
}

/** `if request.path.startswith('/api/public/')`: only for addresses of which nobody is asked who is calling. */
function isForOpenPaths({ reader, routes }: PatternContext, write: HeaderWrite): boolean {
  const { scope } = write
  const at = blockAt(scope.function, write)
  return scope.function.blocks.some(({ terminator }) => {
    if (terminator.op !== 'branch' || terminator.then !== at) return false
    const prefix = pathAsked(reader, scope, terminator.condition)
    const below = prefix === null ? [] : routes.filter(({ fact }) => fact.path.startsWith(prefix))
    return below.length > 0 && below.every(({ fact }) => fact.method === 'GET' && fact.guards.every(admitsEverybody))
  })
}

/** The address with which a condition says that the path of the request begins. */
function pathAsked(reader: Reader, scope: Scope, condition: Slot): string | null {
  const made = definitionBehind(scope, condition)?.instruction
  const given =
    made?.op === 'call' && /^starts_?with$/i.test(made.method)
      ? [made.args[0]?.value ?? -1]
      : made?.op === 'binary' && /^===?$/.test(made.operator)
        ? [made.left, made.right]
        : []
  return given.map((slot) => stringAt(reader, scope, slot)).find((text) => text?.startsWith('/') === true && text.length > 1) ?? null
}

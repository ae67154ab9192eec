import type { Scope } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { IrFunction } from '../ir/ir.ts'
import { dictEntries, handlerOf } from './handler-values.ts'
import { addProcedure, type ProcedureKind, procedureNode } from './procedure-node.ts'
import { isServed, placeAt, positionalArguments, type Reader, type SeenCall, stringAt } from './reader.ts'
import type { RouterNode } from './router-graph.ts'

const ONE = /^(query|mutation|subscription)Field$/
const SEVERAL = /^(query|mutation|subscription)(?:Fields|Type)$/
/** Scopes that every signed-in caller has. */
const ANYBODY = /^(?:signed_?in|logged_?in|authenticated|is_?authenticated|is_?logged_?in|user|is_?user|loggedin|session|public)$/i

/** Pothos: `builder.mutationField('ban', (t) => t.field({ authScopes: { moderator: true }, resolve }))`, and several at a time. */
export function readPothos(reader: Reader, nodes: Map<string, RouterNode>): void {
  const modules = reader.program.modules.filter((module) => module.language === 'javascript' && isServed(reader, module.file))
  if (!modules.some(({ imports }) => imports.some(({ from }) => from.startsWith('@pothos/')))) return
  for (const call of reader.calls) {
    if (call.module.language !== 'javascript' || !isServed(reader, call.module.file) || call.call.receiver < 0) continue
    const word = ONE.exec(call.method)?.[1] ?? SEVERAL.exec(call.method)?.[1]
    if (word !== undefined) readBuilder(reader, nodes, call, word.toUpperCase() as ProcedureKind)
  }
}

function readBuilder(reader: Reader, nodes: Map<string, RouterNode>, call: SeenCall, kind: ProcedureKind): void {
  const isInside = (fn: IrFunction): boolean => fn.start >= call.call.start && fn.end <= call.call.end
  const own = stringAt(reader, call, positionalArguments(call.call)[0] ?? -1)
  for (const fn of call.module.functions) {
    if (!isInside(fn)) continue
    const scope = { module: call.module, function: fn }
    for (const { instructions } of fn.blocks)
      for (const one of instructions) {
        if (one.op !== 'dict' || !one.entries.some((entry) => entry.kind === 'entry' && entry.key === 'resolve')) continue
        const entries = dictEntries(scope, one.dst)
        const resolve = entries.find(({ key }) => key === 'resolve')
        const handler = resolve === undefined ? null : handlerOf(reader, resolve.scope, resolve.value)
        const name = own ?? fieldName(reader, scope, one.dst)
        if (handler === null || name === null) continue
        // The field begins where it is named, not where its options do.
        const place = own === null ? placeAt(reader, scope, one.start, one.end) : placeAt(reader, call, call.call.start, call.call.end)
        const asked = entries.find(({ key }) => key === 'authScopes' || key === 'skipTypeScopes')
        addProcedure(reader, procedureNode(nodes, 'graphql'), {
          kind,
          name: `${kind[0] ?? ''}${kind.slice(1).toLowerCase()}.${name}`,
          handler,
          attachments: [],
          guards: asked?.key === 'authScopes' ? guardsOfScopes(reader, asked.scope, asked.value, place) : [],
          place,
        })
      }
  }
}

/** The key under which `t.field({ ... })` stands in the map of fields. */
function fieldName(reader: Reader, scope: Scope, options: number): string | null {
  const made = reader.callsIn(scope.function).find((call) => call.call.args.some(({ value }) => value === options))
  if (made === undefined) return null
  for (const { instructions } of scope.function.blocks)
    for (const one of instructions) {
      if (one.op !== 'dict') continue
      const entry = one.entries.find((candidate) => candidate.kind === 'entry' && candidate.value === made.call.dst)
      if (entry?.kind === 'entry') return entry.key
    }
  return null
}

/** `authScopes: { signedIn: true }` asks who calls; any other scope, and a function, asks what the caller may do. */
function guardsOfScopes(reader: Reader, scope: Scope, slot: number, place: GuardFact['place']): readonly GuardFact[] {
  const entries = dictEntries(scope, slot)
  const denoted = reader.denoter.denote(scope, slot)
  const keys = entries.flatMap(({ key, scope: at, value }) =>
    key === '$all' || key === '$any' ? dictEntries(at, value).map((inner) => inner.key) : [key],
  )
  const isFunction = denoted.kind === 'function'
  const names = keys.length === 0 ? ['authScopes'] : keys
  const guard = (kind: GuardFact['kind'], name: string): GuardFact => ({ kind, name, place, level: 'route', proof: 'refuses' })
  if (isFunction) return [guard('authentication', 'authScopes'), guard('owner', 'authScopes')]
  return [
    guard('authentication', names.join(', ')),
    ...(keys.some((key) => !ANYBODY.test(key)) ? [guard('role', keys.filter((key) => !ANYBODY.test(key)).join(', '))] : []),
  ]
}

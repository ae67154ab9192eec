import { functionAt } from '../engine/program.ts'
import { dictEntries, handlerOf, wrappersOf } from './handler-values.ts'
import { addProcedure, type ProcedureKind, procedureNode } from './procedure-node.ts'
import { isServed, type Reader, type SlotRef } from './reader.ts'
import { originOf } from './registrars/origin.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

/** Root values of schemas that are written as text: `createHandler({ schema, rootValue: { users: (args, context) => ... } })`. */
export function readGraphqlRoots(reader: Reader, nodes: Map<string, RouterNode>, guards: readonly Attachment[]): void {
  const kinds = kindsOfFields(reader)
  for (const { scope, slot } of rootValues(reader)) {
    const made = originOf(reader, scope, slot)
    if (made?.instruction.op === 'dict')
      for (const field of dictEntries(made.scope, made.instruction.dst)) {
        const handler = handlerOf(reader, field.scope, field.value)
        if (handler === null) continue
        const attachments = [...guards, ...wrappersOf(reader, field.scope, field.value)]
        add(reader, nodes, kinds, { name: field.key, handler, attachments })
      }
    // `rootValue: new Root()`: its methods answer.
    const denoted = reader.denoter.denote(scope, slot)
    if (denoted.kind !== 'instance') continue
    for (const { name, kind, function: index } of denoted.class.members)
      if (kind === 'method' && name !== 'constructor')
        add(reader, nodes, kinds, {
          name,
          handler: { module: denoted.module, function: functionAt(denoted.module, index) },
          attachments: guards,
        })
  }
}

function add(
  reader: Reader,
  nodes: Map<string, RouterNode>,
  kinds: ReadonlyMap<string, ProcedureKind>,
  { name, handler, attachments }: Pick<Parameters<typeof addProcedure>[2], 'name' | 'handler' | 'attachments'>,
): void {
  const kind = kinds.get(name) ?? 'QUERY'
  const word = `${kind.charAt(0)}${kind.slice(1).toLowerCase()}`
  addProcedure(reader, procedureNode(nodes, 'graphql-root'), { kind, name: `${word}.${name}`, handler, attachments })
}

/** What stands under `rootValue` wherever an object with it is made. */
function rootValues(reader: Reader): readonly SlotRef[] {
  return reader.program.modules.flatMap((module) =>
    module.language !== 'javascript' || !isServed(reader, module.file)
      ? []
      : module.functions.flatMap((fn) =>
          fn.blocks.flatMap(({ instructions }) =>
            instructions.flatMap((instruction) =>
              instruction.op !== 'dict'
                ? []
                : instruction.entries.flatMap((entry) =>
                    entry.kind === 'entry' && entry.key === 'rootValue' ? [{ scope: { module, function: fn }, slot: entry.value }] : [],
                  ),
            ),
          ),
        ),
  )
}

const TYPE = /\b(?:extend\s+)?type\s+(Mutation|Subscription)\b[^{]*\{([^}]*)\}/g
const FIELD = /^\s*(\w+)\s*(?:\([^)]*\))?\s*:/gm

/** What the text of a schema says that changes something. */
function kindsOfFields(reader: Reader): ReadonlyMap<string, ProcedureKind> {
  const kinds = new Map<string, ProcedureKind>()
  for (const { file, language } of reader.program.modules) {
    if (language !== 'javascript') continue
    for (const [, word = '', fields = ''] of reader.textOf(file).matchAll(TYPE))
      for (const [, name = ''] of fields.matchAll(FIELD)) kinds.set(name, word === 'Mutation' ? 'MUTATION' : 'SUBSCRIPTION')
  }
  return kinds
}

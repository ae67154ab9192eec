import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { handlerOf } from './handler-values.ts'
import { addProcedure, procedureKind, procedureNode } from './procedure-node.ts'
import { callBehind, isServed, nameOf, placeOfCall, positionalArguments, type Reader, type SeenCall } from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

const BUILT = /^@trpc\/server\.initTRPC\b.*\.procedure\b/
/** How teams call a builder whose making is out of sight. */
const BUILDER_NAME = /procedure$|^(?:protected|authed|authenticated|public|admin|signedIn|private)\w*$/i
const LONGEST_CHAIN = 16

/** tRPC: `procedure.use(guard).input(schema).mutation(handler)`; what the builder used before, the procedure has too. */
export function readTrpc(reader: Reader, nodes: Map<string, RouterNode>): void {
  for (const call of reader.calls) {
    const kind = procedureKind(call.method)
    if (kind === null || call.call.receiver < 0 || call.module.language !== 'javascript' || !isServed(reader, call.module.file)) continue
    const [first] = positionalArguments(call.call)
    const handler = first === undefined ? null : handlerOf(reader, call, first)
    const chain = handler === null ? null : builderChain(reader, call)
    if (handler === null || chain === null) continue
    const node = procedureNode(nodes, 'trpc')
    addProcedure(reader, node, { kind, name: nameInRouter(reader, call), handler, attachments: guardsOf(reader, chain) })
    const added = node.routes.pop()
    if (added !== undefined) node.routes.push({ ...added, place: placeOfCall(reader, call) })
  }
}

/** The calls that built a procedure, the last first; null when the value is no such builder. */
function builderChain(reader: Reader, call: SeenCall): readonly SeenCall[] | null {
  const chain: SeenCall[] = []
  let scope: Scope = call
  let slot: Slot = call.call.receiver
  for (let step = 0; step < LONGEST_CHAIN; step += 1) {
    const denoted = reader.denoter.denote(scope, slot)
    const site = denoted.kind === 'library' ? denoted.origin : null
    const made = site === null ? callBehind(reader, scope, slot) : (reader.seenCall(site.call) ?? null)
    if (made === null || made.call.receiver < 0) {
      const name = scope.function.names.get(slot) ?? ''
      return BUILT.test(nameOf(denoted)) || (BUILDER_NAME.test(name) && usesTrpc(reader)) ? chain : null
    }
    if (made.method === 'create') return BUILT.test(nameOf(denoted)) ? chain : null
    chain.push(made)
    scope = made
    slot = made.call.receiver
  }
  return null
}

function usesTrpc(reader: Reader): boolean {
  return reader.program.modules.some(({ imports }) => imports.some(({ from }) => from.startsWith('@trpc/server')))
}

/** `.use(fn)`, `.use(t.middleware(fn))`. */
function guardsOf(reader: Reader, chain: readonly SeenCall[]): readonly Attachment[] {
  return chain.flatMap((call): Attachment[] => {
    const [first] = positionalArguments(call.call)
    if (call.method !== 'use' || first === undefined) return []
    const denoted = reader.denoter.denote(call, first)
    const site = denoted.kind === 'library' ? denoted.origin : null
    const made = site === null ? callBehind(reader, call, first) : (reader.seenCall(site.call) ?? null)
    const inner = made?.method === 'middleware' ? positionalArguments(made.call)[0] : undefined
    return [
      made === null || inner === undefined
        ? { scope: call, slot: first, manner: 'returns' }
        : { scope: made, slot: inner, manner: 'returns' },
    ]
  })
}

/** The key under which a router keeps the procedure, with the name of the router where a variable has it. */
function nameInRouter(reader: Reader, call: SeenCall): string {
  for (const block of call.function.blocks) {
    for (const instruction of block.instructions) {
      if (instruction.op !== 'dict') continue
      const entry = instruction.entries.find((one) => one.kind === 'entry' && one.value === call.call.dst)
      if (entry?.kind !== 'entry') continue
      const made = reader.callsIn(call.function).find((one) => one.call.args.some(({ value }) => value === instruction.dst))
      const owner = made === undefined ? undefined : ownerName(call, made.call.dst)
      return owner === undefined ? entry.key : `${owner}.${entry.key}`
    }
  }
  return ownerName(call, call.call.dst) ?? call.method
}

function ownerName({ function: fn }: SeenCall, slot: Slot): string | undefined {
  for (const block of fn.blocks)
    for (const instruction of block.instructions)
      if (instruction.op === 'move' && instruction.src === slot) return fn.names.get(instruction.dst)
  return fn.names.get(slot)
}

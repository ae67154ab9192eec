import { functionAt } from '../engine/program.ts'
import type { IrFunction, Module } from '../ir/ir.ts'
import { addProcedure, procedureNode } from './procedure-node.ts'
import { isServed, type Reader } from './reader.ts'
import type { RouterNode } from './router-graph.ts'

/** Functions marked 'use server', which a client calls with whatever it likes. */
export function readServerActions(reader: Reader, nodes: Map<string, RouterNode>): void {
  for (const module of reader.program.modules) {
    if (module.language !== 'javascript' || !isServed(reader, module.file)) continue
    for (const fn of module.functions) {
      if (!isServerAction(module, fn)) continue
      const name = fn.name.slice(fn.name.lastIndexOf('.') + 1)
      addProcedure(reader, procedureNode(nodes, 'server-action'), {
        kind: 'MUTATION',
        name,
        handler: { module, function: fn },
        attachments: [],
      })
    }
  }
}

/** Whether clients may call a function: it is marked itself, or its module is and exports it. */
export function isServerAction(module: Module, fn: IrFunction): boolean {
  if (fn.index === 0) return false
  if (fn.isServerAction) return true
  if (fn.parent !== 0 || !fn.isAsync || !functionAt(module, 0).isServerAction) return false
  return module.exports.some((entry) => entry.kind === 'local' && (entry.name === fn.name || entry.name === 'default'))
}

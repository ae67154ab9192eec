import { functionAt } from '../engine/program.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { viewBases } from './class-views.ts'
import { addProcedure, procedureNode } from './procedure-node.ts'
import { decoratorWrappers } from './python-route.ts'
import { importsAny, itemsMade, pythonCalls, pythonModules } from './python-routers.ts'
import { namedArgument, type Reader } from './reader.ts'
import type { RouterNode } from './router-graph.ts'

/** What protoc generates to be extended: `orders_pb2_grpc.OrdersServicer`, `orders_grpc.OrdersBase` of grpclib. */
const SERVICER = /(?:^|\.)\w+Servicer$|_grpc\.\w+Base$/
const READS = /^(?:Get|List|Search|Find|Read|Fetch|Query|Count|Watch|Stream|Check|Lookup|Describe|Show|Export|Download)(?=[A-Z]|$)/
const SERVER = /^grpc\.(?:aio\.)?server$/

/** Servicers of gRPC: each method of the service is a procedure; interceptors of the server come before all of them. */
export function readGrpc(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!importsAny(reader, /(?:^|[._])grpc\b|_pb2_grpc$|^grpclib\b/)) return
  for (const module of pythonModules(reader))
    for (const owner of module.classes)
      if (viewBases(reader, module, owner).some((name) => SERVICER.test(name))) readServicer(reader, nodes, module, owner)
  const node = nodes.get(`${GRPC}:procedures`)
  if (node === undefined) return
  for (const call of pythonCalls(reader)) {
    if (!SERVER.test(call.name)) continue
    for (const { scope, slot } of itemsMade(reader, call, namedArgument(call.call.args, 'interceptors')))
      node.uses.push({ path: '', attachment: { scope, slot, manner: 'next' }, order: [0] })
  }
}

const GRPC = 'grpc'

function readServicer(reader: Reader, nodes: Map<string, RouterNode>, module: Module, owner: IrClass): void {
  for (const { name, function: index } of owner.members) {
    if (index < 0 || !/^[A-Z]/.test(name)) continue
    const handler = { module, function: functionAt(module, index) }
    addProcedure(reader, procedureNode(nodes, GRPC), {
      kind: READS.test(name) ? 'QUERY' : 'MUTATION',
      name: `${owner.name}.${name}`,
      handler,
      attachments: decoratorWrappers(module, handler.function),
    })
  }
}

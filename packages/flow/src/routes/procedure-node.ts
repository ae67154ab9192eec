import type { GuardFact } from '../facts.ts'
import { pythonRoute } from './python-route.ts'
import { type FunctionRef, placeOfFunction, type Reader } from './reader.ts'
import type { Attachment, FoundRoute, RouterNode } from './router-graph.ts'

/** What is called by name instead of by a method and a path: in the order of a client's words. */
export type ProcedureKind = 'QUERY' | 'MUTATION' | 'SUBSCRIPTION' | 'SOCKET'

const KINDS: ReadonlySet<string> = new Set<ProcedureKind>(['QUERY', 'MUTATION', 'SUBSCRIPTION', 'SOCKET'])

/** Whether a route of that method is a procedure. */
export function isProcedure(method: string): boolean {
  return KINDS.has(method)
}

/** The kind that a schema's word names: `Query`, `mutation`; null for other words. */
export function procedureKind(word: string): ProcedureKind | null {
  const upper = word.toUpperCase()
  return upper === 'QUERY' || upper === 'MUTATION' || upper === 'SUBSCRIPTION' ? upper : null
}

/** The node that holds all procedures of one technique. */
export function procedureNode(nodes: Map<string, RouterNode>, framework: string): RouterNode {
  const key = `${framework}:procedures`
  const known = nodes.get(key)
  if (known !== undefined) return known
  const node: RouterNode = {
    key,
    framework,
    prefix: '',
    isApplication: true,
    isOrdered: false,
    template: (path) => ({ path, parameters: [] }),
    routes: [],
    uses: [],
    mounts: [],
    guards: [],
    rateLimits: [],
    csrf: null,
  }
  nodes.set(key, node)
  return node
}

export interface Procedure {
  readonly kind: ProcedureKind
  readonly name: string
  readonly handler: FunctionRef
  readonly attachments: readonly Attachment[]
  readonly parameters?: FoundRoute['parameters']
  /** Guards that need no reading. */
  readonly guards?: readonly GuardFact[]
  /** Where it stands, when not where its function begins. */
  readonly place?: FoundRoute['place']
}

/** Adds a procedure; it stands where its function begins. */
export function addProcedure(
  reader: Reader,
  node: RouterNode,
  { kind, name, handler, attachments, parameters = [], guards = [], place }: Procedure,
): void {
  const route = pythonRoute(reader, null, { framework: node.framework, methods: [kind], path: name, handler, attachments })
  node.routes.push({ ...route, place: place ?? placeOfFunction(reader, handler), handlerName: handler.function.name, parameters, guards })
}

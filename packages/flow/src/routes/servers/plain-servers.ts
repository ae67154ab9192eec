import { createDenoter } from '../../engine/denote.ts'
import { rememberText, textOf } from '../../engine/place.ts'
import { createProgram } from '../../engine/program.ts'
import type { Block, BlockIndex, IrFunction } from '../../ir/ir.ts'
import { handlerOf } from '../handler-values.ts'
import { successors } from '../other-methods.ts'
import { colonTemplate } from '../path-template.ts'
import { pythonRoute } from '../python-route.ts'
import { createReader, isServed, placeAt, positionalArguments, type Reader, type SeenCall } from '../reader.ts'
import { Copies } from '../registrars/copies.ts'
import type { RouterNode } from '../router-graph.ts'
import { type AskedPair, askedPairs, type TestsOfBlocks, takes, testsOf } from './asked-pairs.ts'
import { patternTemplate } from './pattern-template.ts'
import type { Answering } from './request-tests.ts'

/** A route of a plain server, answered by what of its handler is left for it. */
interface ServedPair {
  readonly server: Answering
  readonly pair: AskedPair
  readonly copy: IrFunction
}

export interface PlainServers {
  /** The program with a copy of each handler for each of its routes. */
  readonly reader: Reader
  readonly addRoutes: (nodes: Map<string, RouterNode>) => void
}

const MAKES_SERVER = /^https?2?\.(?:createServer|createSecureServer|Server)$/
const MADE_SERVER = /^https?2?\.(?:createServer|createSecureServer|Server)\(\)\.(?:on|addListener)$/
const MOST_PAIRS = 300

/** `http.createServer((request, response) => ...)` of Node: routes are the branches in which its handler asks for method and path. */
export function readPlainServers(reader: Reader): PlainServers {
  const copies = new Copies()
  const served: ServedPair[] = []
  const pruned = new Map<string, Map<number, IrFunction>>()
  const seen = new Set<IrFunction>()
  for (const call of reader.calls) {
    const server = serverOf(reader, call)
    if (server === null || seen.has(server.function)) continue
    seen.add(server.function)
    const tests = testsOf(reader, server)
    for (const pair of askedPairs(server, tests).slice(0, MOST_PAIRS)) {
      const { module, function: original } = server
      const whole = copies.ofFunction({
        scope: server,
        site: { ...server, start: pair.start, end: pair.end },
        given: new Map(),
        around: new Map([[original.parent, original.parent]]),
        untouched: new Set(),
      })
      const copy = withoutOthers(whole, tests, pair)
      pruned.set(module.file, (pruned.get(module.file) ?? new Map<number, IrFunction>()).set(copy.index, copy))
      served.push({ server, pair, copy })
    }
  }
  if (served.length === 0) return { reader, addRoutes: () => undefined }
  const grown = copies.addedTo(reader.program)
  const modules = grown.modules.map((module) => {
    const own = pruned.get(module.file)
    if (own === undefined) return module
    const without = { ...module, functions: module.functions.map((fn) => own.get(fn.index) ?? fn) }
    rememberText(without, textOf(module))
    return without
  })
  const program = createProgram(modules, grown.resolve, grown.templates, grown.majorOf)
  const next = createReader(createDenoter(program), reader.textOf, reader.roleOf)
  return { reader: next, addRoutes: (nodes) => addRoutes(next, nodes, served) }
}

function serverOf(reader: Reader, call: SeenCall): Answering | null {
  if (call.module.language !== 'javascript' || !isServed(reader, call.module.file)) return null
  const slots = positionalArguments(call.call)
  const isListener = MADE_SERVER.test(call.name)
  if (!isListener && !MAKES_SERVER.test(call.name)) return null
  const last = slots.at(-1)
  const first = slots[0] === undefined ? null : reader.denoter.denote(call, slots[0])
  if (last === undefined || (isListener && !(first?.kind === 'constant' && first.value === 'request'))) return null
  const handler = handlerOf(reader, call, last)
  return handler === null ? null : answering(reader, handler, 0, 0)
}

/** The function that asks: the handler, or the one to which it hands its request without asking anything before. */
function answering(
  reader: Reader,
  { module, function: fn }: Pick<Answering, 'module' | 'function'>,
  index: number,
  depth: number,
): Answering | null {
  const parameters = fn.parameters.filter(({ slot }) => slot !== fn.selfSlot)
  const request = parameters[index]?.slot
  if (request === undefined || fn.copy !== undefined) return null
  const isOpen = fn.blocks.some(({ terminator }) => terminator.op === 'branch')
  if (isOpen || depth > 3) return { module, function: fn, request }
  for (const { call, callee } of reader.callsIn(fn)) {
    const at = call.args.findIndex((argument) => argument.kind === 'positional' && argument.value === request)
    if (callee.kind === 'function' && at >= 0) return answering(reader, callee, at, depth + 1)
  }
  return null
}

/** A copy in which the branches for other methods and paths are shut. */
function withoutOthers(copy: IrFunction, tests: TestsOfBlocks, { known }: AskedPair): IrFunction {
  const blocks = copy.blocks.map((block, index): Block => {
    const { terminator } = block
    const test = tests.get(index)
    const side = test === undefined || terminator.op !== 'branch' ? null : takes(known, test)
    if (side === null || terminator.op !== 'branch') return block
    const { start, end } = terminator
    return { ...block, terminator: { op: 'jump', to: side ? terminator.then : terminator.else, start, end } }
  })
  const reached = new Set<BlockIndex>([0])
  for (const index of reached) {
    const block = blocks[index]
    if (block === undefined) continue
    for (const next of successors(block.terminator)) reached.add(next)
    if (block.handler >= 0) reached.add(block.handler)
  }
  return {
    ...copy,
    blocks: blocks.map((block, index) =>
      reached.has(index) ? block : { ...block, instructions: [], terminator: { op: 'stop', start: 0, end: 0 } },
    ),
  }
}

function addRoutes(reader: Reader, nodes: Map<string, RouterNode>, served: readonly ServedPair[]): void {
  for (const { server, pair, copy } of served) {
    const module = reader.program.moduleByFile.get(server.module.file)
    const path = pathOf(pair.known.path)
    if (module === undefined || path === null) continue
    const key = `node:http:${module.file}:${server.function.index}`
    const node = nodes.get(key) ?? serverNode(key)
    nodes.set(key, node)
    const handler = { module, function: copy }
    const route = pythonRoute(reader, null, { framework: 'node:http', methods: [pair.known.method ?? 'ANY'], path, handler })
    node.routes.push({ ...route, place: placeAt(reader, handler, pair.start, pair.end), confidence: 'medium' })
  }
}

function serverNode(key: string): RouterNode {
  return {
    key,
    framework: 'node:http',
    prefix: '',
    isApplication: true,
    isOrdered: false,
    template: colonTemplate,
    routes: [],
    uses: [],
    mounts: [],
    guards: [],
    rateLimits: [],
    csrf: null,
  }
}

/** `/files/*` for what starts so; null for patterns that are no templates. */
function pathOf(path: AskedPair['known']['path']): string | null {
  if (path === null) return null
  if (path.kind === 'pattern') return patternTemplate(path.text)
  const text = path.text.replaceAll(':', '')
  return path.kind === 'exact' ? text : `${text.replace(/\/$/, '')}/*`
}

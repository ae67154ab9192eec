import type { Scope } from '../engine/program.ts'
import type { IrClass, Module, Slot } from '../ir/ir.ts'
import { refusesForClass, roleOfClass } from './class-access.ts'
import { memberFunctions, viewBases, viewMethods } from './class-views.ts'
import { regexTemplate } from './path-template.ts'
import { attachedFunction, decoratorWrappers, pythonRoute } from './python-route.ts'
import { addPythonNode, importsAny, type PythonWalk, pythonModules } from './python-routers.ts'
import { namedArgument, positionalArguments, type Reader, type SeenCall, stringAt } from './reader.ts'
import type { RouterNode } from './router-graph.ts'

const RULES = /^tornado\.(?:web\.(?:url|URLSpec)|routing\.(?:Rule|URLSpec))$/
const HANDLER = /^tornado\.web(?:socket)?\.\w*Handler$/

/** Tornado: the rules of an application, which pair a pattern with a handler class; `prepare()` runs before every method. */
export function readTornado(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!importsAny(reader, /^tornado\b/)) return
  const walk: PythonWalk = { reader, nodes, makers: new Map(), template: regexTemplate }
  const node = addPythonNode(walk, 'tornado', 'tornado', true, '')
  for (const module of pythonModules(reader)) {
    for (const owner of module.functions) {
      const scope = { module, function: owner }
      for (const block of owner.blocks) {
        for (const instruction of block.instructions) {
          const [pattern, handler] = instruction.op === 'list' && instruction.shape === 'tuple' ? instruction.items : []
          if (pattern !== undefined && handler !== undefined) readRule(walk, node, scope, pattern, handler)
        }
      }
      for (const call of reader.callsIn(owner)) if (RULES.test(call.name)) readRuleCall(walk, node, call)
    }
  }
}

function readRuleCall(walk: PythonWalk, node: RouterNode, call: SeenCall): void {
  const positional = positionalArguments(call.call)
  const pattern = positional[0] ?? namedArgument(call.call.args, 'pattern')
  const handler = positional[1] ?? namedArgument(call.call.args, 'handler')
  if (pattern >= 0 && handler >= 0) readRule(walk, node, call, pattern, handler)
}

/** `(r'/notes/([^/]+)', NoteHandler)`. */
function readRule(walk: PythonWalk, node: RouterNode, scope: Scope, pattern: Slot, handler: Slot): void {
  const { reader } = walk
  const path = stringAt(reader, scope, pattern)
  if (path === null) return
  const view = reader.denoter.denote(scope, handler)
  if (view.kind !== 'class' || !viewBases(reader, view.module, view.class).some((name) => HANDLER.test(name))) return
  addHandler(walk, node, path, view.module, view.class)
}

function addHandler(walk: PythonWalk, node: RouterNode, path: string, module: Module, owner: IrClass): void {
  const { reader } = walk
  const view = { module, class: owner }
  const steps = memberFunctions(reader, module, owner, 'prepare').filter((step) => refusesForClass(reader, view, step))
  const before = steps.flatMap((step) => attachedFunction(step, 'returns'))
  const guards = steps.flatMap((step) => roleOfClass(reader, view, step) ?? [])
  for (const { verb, method } of viewMethods(reader, module, owner)) {
    const names = method.function.parameters.filter(({ slot }) => slot !== method.function.selfSlot).map(({ name }) => name)
    const attachments = [...before, ...decoratorWrappers(module, owner), ...decoratorWrappers(method.module, method.function)]
    const found = {
      framework: 'tornado',
      methods: [verb],
      path: namedGroups(path, names),
      handler: method,
      attachments,
      owner: view,
    }
    node.routes.push({ ...pythonRoute(reader, null, found), guards })
  }
}

/** Groups without a name are called after the parameters that take them. */
function namedGroups(pattern: string, names: readonly string[]): string {
  let index = 0
  return pattern.replace(/\((?!\?)/g, () => {
    const name = names[index++]
    return `(?P<${name ?? `part${index}`}>`
  })
}

import type { Scope } from '../engine/program.ts'
import type { IrClass, Module, Slot } from '../ir/ir.ts'
import { refusesForClass, roleOfClass } from './class-access.ts'
import { memberFunctions, viewBases, viewMethods } from './class-views.ts'
import { dictEntries } from './handler-values.ts'
import { regexTemplate } from './path-template.ts'
import { attachedFunction, decoratorWrappers, pythonRoute } from './python-route.ts'
import { addPythonNode, importsAny, type PythonWalk, pythonModules } from './python-routers.ts'
import { entryOf, isConstant, namedArgument, positionalArguments, type Reader, type SeenCall, stringAt } from './reader.ts'
import type { RouterNode } from './router-graph.ts'

const RULES = /^tornado\.(?:web\.(?:url|URLSpec)|routing\.(?:Rule|URLSpec))$/
const APPLICATION = /^tornado\.web\.Application$/
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
      for (const call of reader.callsIn(owner)) {
        if (RULES.test(call.name)) readRuleCall(walk, node, call)
        else if (APPLICATION.test(call.name) && asksForToken(reader, call)) node.csrf = 'protected'
      }
    }
  }
}

/** `Application(rules, xsrf_cookies=True)`, also as an entry of a dictionary that is spread into it. */
function asksForToken(reader: Reader, call: SeenCall): boolean {
  return call.call.args.some((argument) => {
    if (argument.kind === 'named')
      return argument.name === 'xsrf_cookies' && !isConstant(reader.denoter.denote(call, argument.value), false)
    if (argument.kind !== 'spread-named') return false
    const written = dictEntries(call, argument.value).find(({ key }) => key === 'xsrf_cookies')
    const value =
      written === undefined
        ? entryOf(reader.denoter.denote(call, argument.value), 'xsrf_cookies')
        : reader.denoter.denote(written.scope, written.value)
    return value !== undefined && !isConstant(value, false)
  })
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

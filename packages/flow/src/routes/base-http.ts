import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import { helperGuards } from './base-http-guards.ts'
import { viewBases } from './class-views.ts'
import { braceTemplate } from './path-template.ts'
import { decoratorWrappers, pythonRoute } from './python-route.ts'
import { addPythonNode, importsAny, type PythonWalk, pythonModules } from './python-routers.ts'
import { type FunctionRef, type Reader, slotText, stringAt } from './reader.ts'
import type { RouterNode } from './router-graph.ts'

const HANDLER = /^http\.server\.(?:Base|Simple|CGI)HTTPRequestHandler$/
const METHOD = /^do_(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/

/** `http.server`: each `do_GET` and its kin of a handler class, which asks for the path itself. */
export function readBaseHttp(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!importsAny(reader, /^http(?:\.server)?$/)) return
  const walk: PythonWalk = { reader, nodes, makers: new Map(), template: braceTemplate }
  for (const module of pythonModules(reader))
    for (const owner of module.classes)
      if (viewBases(reader, module, owner).some((name) => HANDLER.test(name))) readHandlers(walk, module, owner)
}

function readHandlers(walk: PythonWalk, module: Module, owner: IrClass): void {
  for (const { kind, name, function: index } of owner.members) {
    const verb = METHOD.exec(name)?.[1]
    const fn = module.functions[index]
    if (kind !== 'method' || verb === undefined || fn === undefined) continue
    const method: FunctionRef = { module, function: fn }
    const [only, ...more] = pathsAsked(walk.reader, method)
    const node = addPythonNode(walk, `${module.file}:http.server`, 'http.server', true, '')
    node.routes.push({
      ...pythonRoute(walk.reader, null, {
        framework: 'http.server',
        methods: [verb],
        path: only !== undefined && more.length === 0 ? only : '/',
        handler: method,
        attachments: decoratorWrappers(module, fn),
        owner: { module, class: owner },
      }),
      guards: helperGuards(walk.reader, method),
    })
  }
}

/** The paths that a handler compares with the one it was asked for: `if self.path == '/notes'`. */
function pathsAsked(reader: Reader, { module, function: fn }: FunctionRef): readonly string[] {
  const found = new Set<string>()
  for (const { instructions } of fn.blocks)
    for (const instruction of instructions) {
      if (instruction.op !== 'binary' || !/^[!=]=$/.test(instruction.operator)) continue
      const sides = [instruction.left, instruction.right]
      const text = sides.map((slot) => stringAt(reader, { module, function: fn }, slot)).find((one) => one?.startsWith('/') === true)
      if (text != null && sides.some((slot) => namesPath(reader, module, fn, slot))) found.add(text)
    }
  return [...found]
}

const namesPath = (reader: Reader, module: Module, fn: IrFunction, slot: number): boolean =>
  /\bpath\b|\broute\b/.test(slotText(reader, { module, function: fn }, slot))

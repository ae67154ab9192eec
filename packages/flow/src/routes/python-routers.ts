import type { Denotation } from '../engine/denotation.ts'
import { exportNamed, functionAt, type Program, type Scope } from '../engine/program.ts'
import type { Instruction, IrFunction, Module, Slot } from '../ir/ir.ts'
import { possibleValues } from './handler-values.ts'
import type { PathTemplate } from './path-template.ts'
import {
  callBehind,
  definitionBehind,
  isServed,
  namedArgument,
  nameOf,
  parameterBehind,
  positionalArguments,
  type Reader,
  type SeenCall,
  type SlotRef,
  siteKey,
} from './reader.ts'
import { originOf } from './registrars/origin.ts'
import type { Attachment, Manner, RouterNode } from './router-graph.ts'

/** What is shared by the Python frameworks whose routers are values. */
export interface PythonWalk {
  readonly reader: Reader
  readonly nodes: Map<string, RouterNode>
  /** By the name of the value that the maker returns. */
  readonly makers: ReadonlyMap<string, { readonly framework: string; readonly isApplication: boolean }>
  readonly template: (path: string) => PathTemplate
}

export function addPythonNode(walk: PythonWalk, key: string, framework: string, isApplication: boolean, prefix: string): RouterNode {
  const known = walk.nodes.get(key)
  if (known !== undefined) return known
  const node: RouterNode = {
    key,
    framework,
    prefix,
    isApplication,
    isOrdered: false,
    template: walk.template,
    routes: [],
    uses: [],
    mounts: [],
    guards: [],
    rateLimits: [],
    csrf: null,
  }
  walk.nodes.set(key, node)
  return node
}

/** The router that a value is; parameters are what their callers pass, or else the only application that is made. */
export function pythonNode(walk: PythonWalk, denoted: Denotation, depth = 0): RouterNode | null {
  if (depth > 5) return null
  if (denoted.kind === 'library') {
    const kind = walk.makers.get(nameOf(denoted))
    if (kind === undefined) return null
    if (denoted.origin !== null) return walk.nodes.get(siteKey(denoted.origin)) ?? null
    return kind.isApplication ? onlyApplication(walk, kind.framework) : null
  }
  if (denoted.kind !== 'parameter' || denoted.path !== '') return null
  return nodePassed(walk, denoted.function, denoted.index, depth)
}

/** The router that stands in a slot; of `app: Flask` the declared type does not tell which, its callers do. */
export function pythonNodeAt(walk: PythonWalk, scope: Scope, slot: Slot, depth = 0): RouterNode | null {
  const denoted = walk.reader.denoter.denote(scope, slot)
  const isDeclared = denoted.kind === 'library' && denoted.origin === null && walk.makers.has(nameOf(denoted))
  const parameter = isDeclared ? parameterBehind(scope, slot) : null
  const passed = parameter === null ? null : nodePassed(walk, parameter.function, parameter.index, depth)
  return passed ?? pythonNode(walk, denoted, depth)
}

function nodePassed(walk: PythonWalk, fn: IrFunction, index: number, depth: number): RouterNode | null {
  if (depth > 5) return null
  const name = fn.parameters[index]?.name ?? ''
  for (const caller of walk.reader.callersOf(fn)) {
    const named = namedArgument(caller.call.args, name)
    const slot = named >= 0 ? named : positionalArguments(caller.call)[index]
    const found = slot === undefined ? null : pythonNodeAt(walk, caller, slot, depth + 1)
    if (found !== null) return found
  }
  return null
}

function onlyApplication({ nodes }: PythonWalk, framework: string): RouterNode | null {
  const [only, ...more] = [...nodes.values()].filter((node) => node.isApplication && node.framework === framework)
  return only !== undefined && more.length === 0 ? only : null
}

/** The routers that an argument may be: itself, or the items of the list that a loop goes through. */
export function nodesOfArgument(walk: PythonWalk, scope: Scope, slot: Slot): readonly RouterNode[] {
  const here = pythonNodeAt(walk, scope, slot)
  if (here !== null) return [here]
  return possibleValues(walk.reader, scope, slot).flatMap((denoted) => {
    const node = pythonNode(walk, denoted)
    return node === null ? [] : [node]
  })
}

/** Whether any module imports a package by that name. */
export function importsAny(reader: Reader, name: RegExp): boolean {
  return reader.program.modules.some((module) => module.language === 'python' && module.imports.some(({ from }) => name.test(from)))
}

/** The modules of the service, and the calls in them. */
export function pythonModules(reader: Reader): readonly Module[] {
  return reader.program.modules.filter((module) => module.language === 'python' && isServed(reader, module.file))
}

export function pythonCalls(reader: Reader): readonly SeenCall[] {
  return pythonModules(reader).flatMap((module) => reader.callsOfModule(module))
}

/** The items of a list literal, with the scope in which they stand; those of a comprehension are made in copies of its loop. */
export function itemsOf(scope: Scope, slot: Slot): readonly SlotRef[] {
  const found = definitionBehind(scope, slot)
  if (found === null) return []
  const { instruction } = found
  if (instruction.op === 'list') {
    const written = instruction.items.flatMap((item, index) =>
      instruction.spreads[index] === true ? itemsOf(found.scope, item) : [{ scope: found.scope, slot: item }],
    )
    return written.length > 0 ? written : itemsAppended(found.scope, instruction.dst)
  }
  if (instruction.op === 'binary' && instruction.operator === '+')
    return [...itemsOf(found.scope, instruction.left), ...itemsOf(found.scope, instruction.right)]
  return []
}

/** `[web.get(path, view) for path, view in TABLE]`, where the loop was copied for each item of its table. */
function itemsAppended({ module, function: owner }: Scope, list: Slot): readonly SlotRef[] {
  return module.functions.flatMap((copy) =>
    copy.copy?.original !== owner.index
      ? []
      : copy.blocks.flatMap(({ instructions }) =>
          instructions.flatMap((one) =>
            one.op === 'append' && one.object === list ? [{ scope: { module, function: copy }, slot: one.value }] : [],
          ),
        ),
  )
}

/** The items of a list that stands here, or of one that another module made: calls know where they were made. */
export function itemsMade(reader: Reader, scope: Scope, slot: Slot): readonly SlotRef[] {
  if (slot < 0) return []
  const here = itemsOf(scope, slot)
  if (here.length > 0) return here
  const there = itemsElsewhere(reader, scope, slot)
  if (there.length > 0) return there
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind !== 'list') return []
  return denoted.items.flatMap((item) =>
    item.kind === 'library' && item.origin !== null ? [{ scope: item.origin, slot: item.origin.call.dst }] : [],
  )
}

/** `MIDDLEWARES` of another module, or the list that a function of the tree returns. */
function itemsElsewhere(reader: Reader, scope: Scope, slot: Slot): readonly SlotRef[] {
  const made = originOf(reader, scope, slot)
  if (made === null) return []
  const { instruction } = made
  if (instruction.op === 'list' || instruction.op === 'binary') return itemsOf(made.scope, instruction.dst)
  const callee = instruction.op === 'call' ? reader.seenCall(instruction)?.callee : undefined
  if (callee?.kind !== 'function') return []
  const returned = callee.function.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? [terminator.src] : []))
  return returned.length === 1 ? itemsOf({ module: callee.module, function: callee.function }, returned[0] ?? -1) : []
}

export function attachmentsOf(items: readonly SlotRef[], manner: Manner, program: Program | null = null): readonly Attachment[] {
  return items.flatMap((item) => composed(item, program, 0)).map(({ scope, slot }) => ({ scope, slot, manner }))
}

/** Compositions of compositions; modules may name each other's. */
const DEEPEST = 12

/** `IsAuthenticatedOrReadOnly` lets strangers read; `IsStaffAndReadOnly` lets staff only read. */
const LETS_MORE_IN = /AllowAny|Or(?:Anon)?ReadOnly|^(?:Is)?ReadOnly|Public|Anonymous/

/** `A & B` of permissions asks both; of `A | B` the one is told that lets more callers in. A name may stand for such a composition of another module. */
function composed(item: SlotRef, program: Program | null, depth: number): readonly SlotRef[] {
  if (depth > DEEPEST) return [item]
  const found = definitionBehind(item.scope, item.slot)
  const elsewhere = program === null ? null : importedComposition(item.scope.module, found?.instruction, program)
  if (elsewhere !== null) return composed(elsewhere, program, depth + 1)
  if (found?.instruction.op !== 'binary' || !/^[|&]$/.test(found.instruction.operator)) return [item]
  const { scope } = found
  const [left, right] = [found.instruction.left, found.instruction.right].map((slot) => composed({ scope, slot }, program, depth + 1))
  if (left === undefined || right === undefined) return [item]
  if (found.instruction.operator === '&') return [...left, ...right]
  return right.some((one) => LETS_MORE_IN.test(scope.function.names.get(one.slot) ?? nameBehind(one))) ? right : left
}

function importedComposition(importer: Scope['module'], instruction: Instruction | undefined, program: Program): SlotRef | null {
  if (instruction?.op !== 'import' || instruction.name === null) return null
  const file = program.resolve(importer, instruction.from)
  const module = file === null ? undefined : program.moduleByFile.get(file)
  const exported = module === undefined ? null : exportNamed(module, instruction.name)
  if (module === undefined || exported?.kind !== 'local') return null
  const scope = { module, function: functionAt(module, 0) }
  return definitionBehind(scope, exported.slot)?.instruction.op === 'binary' ? { scope, slot: exported.slot } : null
}

function nameBehind({ scope, slot }: SlotRef): string {
  const found = definitionBehind(scope, slot)?.instruction
  return found?.op === 'get' ? found.key : found?.op === 'import' ? (found.name ?? '') : ''
}

/** The function that a value is, under the decorators that were called on it by hand: `login_required(view)`. */
export function wrappedFunction(
  reader: Reader,
  scope: Scope,
  slot: Slot,
): {
  readonly target: { readonly module: Scope['module']; readonly function: IrFunction } | null
  readonly wrappers: readonly Attachment[]
} {
  const wrappers: Attachment[] = []
  let at: SlotRef = { scope, slot }
  for (let step = 0; step < 8; step += 1) {
    const call = callBehind(reader, at.scope, at.slot)
    const first = call === null ? undefined : positionalArguments(call.call)[0]
    if (call === null || first === undefined || call.method === 'as_view' || call.call.callee < 0) break
    wrappers.push({ scope: call, slot: call.call.callee, manner: 'wrapper' })
    at = { scope: call, slot: first }
  }
  const denoted = reader.denoter.denote(at.scope, at.slot)
  return { target: denoted.kind === 'function' ? { module: denoted.module, function: denoted.function } : null, wrappers }
}

/** Decorators of a call: their calls, for those that are calls. */
export function decoratorCall(reader: Reader, ref: SlotRef): SeenCall | null {
  return callBehind(reader, ref.scope, ref.slot)
}

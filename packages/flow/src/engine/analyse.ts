import type { Examined, FlowKind, FlowStep, Place, TaintedPath } from '../facts.ts'
import type { Block, IrFunction, Module } from '../ir/ir.ts'
import { ordinarySuccessors } from '../routes/function-view.ts'
import type { Reader } from '../routes/reader.ts'
import { createDenoter, type Denoter } from './denote.ts'
import { Engine } from './engine.ts'
import { functionInfo } from './function-info.ts'
import { FLOW_KINDS } from './kinds.ts'
import { placeOf } from './place.ts'
import { lineAt, type Program } from './program.ts'
import type { FoundPath } from './report.ts'
import { runRoots } from './roots.ts'
import { runExposed } from './run-exposed.ts'
import { runModule } from './run-module.ts'
import { joinStored, type StoredPath } from './stored-flows.ts'
import { isAnswerable, pathOf } from './tainted-path.ts'

/** A function that was not followed to its end, and why. */
export interface AnalysisLimit {
  readonly place: Place
  readonly because: string
}

export interface FlowAnalysis {
  /** In the order in which they were found, without what comes from stores. */
  readonly paths: readonly TaintedPath[]
  readonly stored: readonly StoredPath[]
  readonly examined: readonly Examined[]
  readonly limits: readonly AnalysisLimit[]
  /** Lines that control never comes to, of functions that were followed, by file. */
  readonly deadLines: ReadonlyMap<string, ReadonlySet<number>>
  /** Instructions run, the measure of all budgets. */
  readonly steps: number
}

/**
 * Follows values through the whole program; the same program gives the same answer, byte for byte. What the `exposed` files export
 * is called by strangers.
 */
export function analyseFlows(
  program: Program,
  denoter: Denoter = createDenoter(program),
  exposed: ReadonlySet<string> = NO_FILES,
  reader: Reader | null = null,
): FlowAnalysis {
  const engine = new Engine(program, denoter)
  for (const module of program.modules) if (module.functions.length > 0) engine.contain(() => runModule(engine, module))
  runRoots(engine)
  runExposed(engine, exposed)
  const found = [...engine.report.paths.values()].filter((one) => one.taint.doubt <= MOST_DOUBT && isAnswerable(one))
  const [stored = [], others = []] = [true, false].map((isStored) =>
    found.filter(({ taint: { label } }) => (label.model.gives === 'stored') === isStored),
  )
  return {
    paths: others.map(pathOf),
    stored: joinStored(engine, stored, reader),
    examined: examinedOf(engine),
    deadLines: deadLinesOf(engine),
    limits: [...engine.limits.values()]
      .map((limit) => ({
        place: placeOf(limit.module, limit.function, limit.function.start, limit.function.start),
        because: limit.because,
      }))
      .sort((a, b) => comparePlaces(a.place, b.place)),
    steps: engine.steps,
  }
}

/** Lines all of whose instructions stand in branches that a constant decides against. */
function deadLinesOf({ program, reached, limits }: Engine): ReadonlyMap<string, ReadonlySet<number>> {
  const dead = new Map<string, Set<number>>()
  for (const module of program.modules) {
    const followed = module.functions.filter(({ blocks: [entry] }) => entry !== undefined && reached.has(entry))
    const owners = followed.filter((owner) => !limits.has(owner))
    const blocks = owners.flatMap(connectedBlocks)
    const skipped = new Set(owners.flatMap((owner) => [...skippedBodies(owner, reached)]))
    const lines = linesOf(
      module,
      blocks.filter((block) => !reached.has(block) && !skipped.has(block)),
    )
    if (lines.size === 0) continue
    for (const line of linesOf(
      module,
      blocks.filter((block) => reached.has(block)),
    ))
      lines.delete(line)
    if (lines.size > 0) dead.set(module.file, lines)
  }
  return dead
}

/** Bodies of loops over what is empty for all we know: `for row in await load() or []` is no dead code. */
function skippedBodies(owner: IrFunction, reached: ReadonlySet<Block>): ReadonlySet<Block> {
  const skipped = new Set<Block>()
  const open = owner.blocks.flatMap((block) => (block.terminator.op === 'next' && reached.has(block) ? [block.terminator.body] : []))
  while (open.length > 0) {
    const block = owner.blocks[open.pop() ?? -1]
    if (block === undefined || reached.has(block) || skipped.has(block)) continue
    skipped.add(block)
    open.push(...ordinarySuccessors(block.terminator))
  }
  return skipped
}

function connectedBlocks(owner: IrFunction): readonly Block[] {
  const { order, position } = functionInfo(owner)
  return order.length === owner.blocks.length ? owner.blocks : owner.blocks.filter((_, index) => (position[index] ?? -1) >= 0)
}

function linesOf(module: Module, blocks: readonly Block[]): Set<number> {
  const lines = new Set<number>()
  for (const { instructions } of blocks) for (const { start } of instructions) lines.add(lineAt(module, start))
  return lines
}

const NO_FILES: ReadonlySet<string> = new Set()

/** More guesses than this make no finding. */
const MOST_DOUBT = 3

/** In the order of their places, each with an identity of its own. */
export function orderedPaths(paths: readonly TaintedPath[]): TaintedPath[] {
  const sorted = [...paths].sort(
    (a, b) =>
      comparePlaces(a.sink, b.sink) || compare(a.kind, b.kind) || comparePlaces(a.source, b.source) || compare(a.identity, b.identity),
  )
  const seen = new Map<string, number>()
  return sorted.map((path) => {
    const count = seen.get(path.identity) ?? 0
    seen.set(path.identity, count + 1)
    return count === 0 ? path : { ...path, identity: `${path.identity}#${count + 1}` }
  })
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function comparePlaces(a: Place, b: Place): number {
  return compare(a.file, b.file) || a.line - b.line || compare(a.symbol, b.symbol) || compare(a.snippet, b.snippet)
}

const MOST_PLACES = 20

function examinedOf(engine: Engine): Examined[] {
  const byKind = new Map<FlowKind, Place[]>()
  for (const { kind, module, function: owner, start, end } of engine.report.examined.values()) {
    const places = byKind.get(kind) ?? []
    byKind.set(kind, places)
    places.push(placeOf(module, owner, start, end))
  }
  return FLOW_KINDS.flatMap((kind) => {
    const places = byKind.get(kind)
    return places === undefined ? [] : [{ kind, count: places.length, places: places.sort(comparePlaces).slice(0, MOST_PLACES) }]
  })
}

export type { FlowStep, FoundPath, IrFunction, Module }

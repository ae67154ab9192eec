import type { Module } from '../ir/ir.ts'
import { DEEPEST_STACK, type Engine } from './engine.ts'
import type { Environment } from './environment.ts'
import { functionInfo } from './function-info.ts'
import { startActivation } from './interpret.ts'
import { functionAt } from './program.ts'
import { withoutCallers } from './shared-state.ts'
import type { ObjectState } from './state.ts'
import { NOTHING } from './value.ts'

/** Runs a module's body once, at its first import; on a cycle the importer sees what has run so far. */
export function runModule(engine: Engine, module: Module): void {
  if (engine.environments.has(module) || engine.below + engine.depth > DEEPEST_STACK) return
  const body = functionAt(module, 0)
  const frame = engine.frame(module, body)
  let environment: Environment | null = null
  const { depth } = engine
  engine.below += depth + 1
  engine.depth = 0
  const act = startActivation(
    engine,
    frame,
    functionInfo(body),
    null,
    () => {},
    (started) => {
      environment = started.environment
      if (environment !== null) engine.environments.set(module, environment)
    },
  )
  engine.below -= depth + 1
  engine.depth = depth
  if (environment === null) return
  const settled: Environment = environment
  for (const slot of [...body.names.keys(), ...module.exports.flatMap((entry) => (entry.kind === 'local' ? [entry.slot] : []))]) {
    const value = act.read(slot)
    if (value === NOTHING) continue
    settled.exports.set(slot, value)
    settled.cells.set(slot, value)
  }
  for (const [id, object] of settled.heap) if (id > 0) engine.settled.set(id, filledLater(withoutCallers(engine, id, object)))
  settled.heap = NO_OBJECTS
  settled.isComplete = true
  settled.version++
}

/** What a module leaves empty is there to be filled by whoever runs later. */
const filledLater = (object: ObjectState): ObjectState =>
  object.isExact && object.entries.size === 0 ? { ...object, isExact: false, length: -1 } : object

const NO_OBJECTS: Environment['heap'] = new Map()

import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { patternOf } from './pattern-of.ts'
import type { Range } from './place.ts'
import type { MatchMode } from './redos/backtracking.ts'
import { findRedos } from './redos/find-redos.ts'
import { useSink } from './sinks.ts'
import type { Taint, Value } from './value.ts'

/** A tainted text is matched: does the pattern take exponential time on some texts? */
export function slowPattern(act: Activation, use: CallUse, pattern: Value | undefined, subject: Value, mode: MatchMode): void {
  const known = patternOf(pattern, use.args.named.get('flags') ?? use.args.positional[2])
  if (known !== null) matchSlowly(act, known, subject.taints, use.instruction, mode)
}

/** The same for a pattern that a schema or a decorator applies. */
export function matchSlowly(
  act: Activation,
  { source, flags }: { readonly source: string; readonly flags: string },
  taints: readonly Taint[],
  at: Range,
  mode: MatchMode,
): void {
  if (taints.length === 0) return
  const redos = findRedos(source, flags, mode)
  if (redos === null) act.engine.report.examine('redos', act.frame.module, act.frame.function, at)
  else useSink(act, { kind: 'redos', cwe: 1333, name: `the pattern ${source.slice(0, 120)}`, attack: redos.attack }, taints, at)
}

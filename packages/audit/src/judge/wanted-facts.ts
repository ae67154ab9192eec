import type { Control } from '../model/control.ts'
import type { Run } from '../model/run.ts'

/** Facts that every probe adds to: what needs them needs all probes. */
const OF_ALL_PROBES = new Set<string>(['operations', 'service', 'exchanges', 'identities', 'tokens', 'startedService', 'residue'])

/** Whether `--only` or `--skip` leaves a control out. */
export function isSkipped({ id }: Control, { only, skip }: Pick<Run, 'only' | 'skip'>): boolean {
  const matches = (pattern: string): boolean => pattern === id || id.startsWith(`${pattern}.`)
  return (only !== null && !only.some(matches)) || skip.some(matches)
}

/** Facts that the controls asked for are decided from; null when those are all, or stand on what every probe adds to. */
export function wantedFacts(controls: readonly Control[], run: Pick<Run, 'only' | 'skip'>): ReadonlySet<string> | null {
  if (run.only === null) return null
  const wanted = new Set(
    controls.filter((control) => !isSkipped(control, run)).flatMap(({ checks }) => checks.flatMap(({ needs }): string[] => [...needs])),
  )
  return [...wanted].some((name) => OF_ALL_PROBES.has(name)) ? null : wanted
}

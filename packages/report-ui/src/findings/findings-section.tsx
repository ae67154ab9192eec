import type { ReportFinding } from 'assay'
import { type ReactElement, useDeferredValue, useMemo, useState } from 'react'
import { counted } from '../format.ts'
import { FirstRows } from '../parts/first-rows.tsx'
import { Nothing, Section } from '../parts/section.tsx'
import { type ReportIndex, sureness, worstFirst } from '../report-index.ts'
import { usePrinting, useTargetChange } from '../target.tsx'
import { CONFIDENCES, SEVERITIES } from '../words.ts'
import { ControlRow } from './control-row.tsx'
import { type Filter, Filters, matching, NO_FILTER } from './filters.tsx'

const CONTROLS_SHOWN = 20

interface ControlGroup {
  readonly control: string
  readonly findings: readonly ReportFinding[]
}

/** All findings, grouped by control, worst first. */
export function FindingsSection({ index }: { readonly index: ReportIndex }): ReactElement {
  const { findings } = index.report
  const [filter, setFilter] = useState<Filter>(NO_FILTER)
  const isPrinting = usePrinting()
  // what the address names must not be hidden by a filter
  useTargetChange(({ control }) => {
    if (control !== '') setFilter(NO_FILTER)
  })
  const deferred = useDeferredValue(filter)
  // paper shows everything at once: a deferred filter would still stand when the printer takes the page
  const applied = isPrinting ? NO_FILTER : deferred
  const shown = useMemo(() => matching(index, applied), [index, applied])
  const groups = useMemo(() => groupByControl(index, shown), [index, shown])
  return (
    <Section id="findings" title="Findings" note="One row a control, worst first. Points: what R gains when the control passes.">
      {findings.length === 0 ? (
        <Nothing>No finding. See what was not verified before taking this for safety.</Nothing>
      ) : (
        <>
          <Filters findings={findings} filter={filter} onChange={setFilter} shown={shown.length} />
          {groups.length === 0 ? <Nothing>No finding matches these filters.</Nothing> : null}
          {SEVERITIES.map((severity) => (
            <SeverityGroup
              key={severity}
              index={index}
              name={severity}
              groups={groups.filter(({ findings: [worst] }) => worst?.severity === severity)}
            />
          ))}
        </>
      )}
    </Section>
  )
}

interface SeverityGroupProps {
  readonly index: ReportIndex
  readonly name: string
  readonly groups: readonly ControlGroup[]
}

function SeverityGroup({ index, name, groups }: SeverityGroupProps): ReactElement | null {
  if (groups.length === 0) return null
  return (
    <div className="finding-group">
      <h3>
        {name} <span>{tallyOf(name, groups)}</span>
      </h3>
      <div className="card" data-rows="">
        <FirstRows items={groups} limit={CONTROLS_SHOWN} noun="controls" isTarget={({ control }, target) => control === target.control}>
          {({ control, findings }) => <ControlRow key={control} index={index} id={control} findings={findings} />}
        </FirstRows>
      </div>
    </div>
  )
}

/** `10 controls with 23 findings, 19 of them critical`. */
function tallyOf(severity: string, groups: readonly ControlGroup[]): string {
  const all = groups.flatMap(({ findings }) => findings)
  const own = all.filter((finding) => finding.severity === severity).length
  const controls = `${counted(groups.length, 'control')} with ${counted(all.length, 'finding')}`
  return own === all.length ? controls : `${controls}, ${own} of them ${severity}`
}

function groupByControl(index: ReportIndex, findings: readonly ReportFinding[]): ControlGroup[] {
  const groups = new Map<string, ReportFinding[]>()
  for (const finding of findings) {
    const group = groups.get(finding.control)
    if (group === undefined) groups.set(finding.control, [finding])
    else group.push(finding)
  }
  return [...groups]
    .map(([control, members]) => ({ control, findings: members.toSorted(worstFirst) }))
    .toSorted((a, b) => order(index, a, b))
}

/** The surest first, then what gains most. */
function order(index: ReportIndex, a: ControlGroup, b: ControlGroup): number {
  const sure = ({ findings: [worst] }: ControlGroup): number => (worst === undefined ? CONFIDENCES.length : sureness(worst))
  const gain = ({ control }: ControlGroup): number => index.points.get(control) ?? 0
  return sure(a) - sure(b) || gain(b) - gain(a) || (a.control < b.control ? -1 : 1)
}

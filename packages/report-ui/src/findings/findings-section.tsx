import type { ReportFinding } from 'assay'
import { type ReactElement, useDeferredValue, useMemo, useState } from 'react'
import { counted } from '../format.ts'
import { FirstRows } from '../parts/first-rows.tsx'
import { Nothing, Section } from '../parts/section.tsx'
import { type ReportIndex, rank } from '../report-index.ts'
import { usePrinting, useTargetChange } from '../target.tsx'
import { SEVERITIES } from '../words.ts'
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
  const applied = useDeferredValue(isPrinting ? NO_FILTER : filter)
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
  const total = groups.reduce((sum, { findings }) => sum + findings.length, 0)
  return (
    <div className="finding-group">
      <h3>
        {name}{' '}
        <span>
          {total === groups.length ? counted(total, 'finding') : `${counted(total, 'finding')} in ${counted(groups.length, 'control')}`}
        </span>
      </h3>
      <div className="card" data-rows="">
        <FirstRows items={groups} limit={CONTROLS_SHOWN} noun="controls" isTarget={({ control }, target) => control === target.control}>
          {({ control, findings }) => <ControlRow key={control} index={index} id={control} findings={findings} />}
        </FirstRows>
      </div>
    </div>
  )
}

function groupByControl(index: ReportIndex, findings: readonly ReportFinding[]): ControlGroup[] {
  const groups = new Map<string, ReportFinding[]>()
  for (const finding of findings) {
    const group = groups.get(finding.control)
    if (group === undefined) groups.set(finding.control, [finding])
    else group.push(finding)
  }
  return [...groups]
    .map(([control, members]) => ({ control, findings: members.toSorted((a, b) => rank(a) - rank(b)) }))
    .toSorted((a, b) => (index.points.get(b.control) ?? 0) - (index.points.get(a.control) ?? 0) || (a.control < b.control ? -1 : 1))
}

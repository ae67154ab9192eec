import type { ControlResult, ReportFinding } from 'assay'
import type { ReactElement } from 'react'
import { evidenceTabs } from '../evidence/evidence-panels.tsx'
import { FixView } from '../evidence/fix-view.tsx'
import { MappingView } from '../evidence/mapping-view.tsx'
import { day, placeOf } from '../format.ts'
import { Disclosure } from '../parts/disclosure.tsx'
import { Chevron, SeverityTag, StrengthBars } from '../parts/symbols.tsx'
import { type Tab, Tabs } from '../parts/tabs.tsx'
import { useOpen } from '../target.tsx'
import { METHOD_WORD } from '../words.ts'

interface FindingProps {
  readonly finding: ReportFinding
  readonly control: ControlResult | undefined
}

/** One of several findings of a control. */
export function FindingRow({ finding, control }: FindingProps): ReactElement {
  const [isOpen, toggle] = useOpen(({ fingerprint }) => fingerprint === finding.fingerprint)
  return (
    <Disclosure
      id={`finding-${finding.fingerprint}`}
      className="finding"
      isOpen={isOpen}
      onToggle={toggle}
      summary={
        <>
          <Chevron />
          <SeverityTag severity={finding.severity} />
          <span className="title">
            <b>{finding.message}</b>
            <small>
              <code>{placeOf(finding.location)}</code>
              <StatusWords finding={finding} />
            </small>
          </span>
          <StrengthBars strength={finding.strength} word={proofWord(finding)} />
        </>
      }
    >
      {() => <FindingBody finding={finding} control={control} />}
    </Disclosure>
  )
}

/** Everything that stands behind a finding. */
export function FindingBody({ finding, control }: FindingProps): ReactElement {
  const { suppression } = finding
  const rest: Tab[] =
    control === undefined
      ? []
      : [
          { name: 'Mapping', panel: () => <MappingView control={control} finding={finding} /> },
          { name: 'Fix', panel: () => <FixView control={control} finding={finding} /> },
        ]
  return (
    <>
      {suppression === null ? null : (
        <p className="suppression">
          <b>{suppression.kind}</b>: {suppression.reason} ({suppression.owner}
          {suppression.expires === null ? '' : `, until ${day(suppression.expires)}`})
        </p>
      )}
      <p className="facts-line">
        {finding.confidence}, by {finding.methods.map((method) => METHOD_WORD[method]).join(' and ')}
        <DeclaredAt finding={finding} />
      </p>
      <Tabs label="Evidence" tabs={[...evidenceTabs(finding.evidence), ...rest]} />
    </>
  )
}

/** The source line of a route, where it is known. */
function DeclaredAt({ finding: { location } }: { readonly finding: ReportFinding }): ReactElement | null {
  if (location.kind !== 'route' || location.file === undefined) return null
  return (
    <>
      , declared at{' '}
      <code>
        {location.file}
        {location.line === undefined ? '' : `:${location.line}`}
      </code>
    </>
  )
}

/** `confirmed live`: how sure, and by what. */
export function proofWord({ confidence, methods }: ReportFinding): string {
  if (methods.includes('live')) return `${confidence} live`
  if (methods.includes('load')) return 'measured'
  return confidence
}

export function StatusWords({ finding }: { readonly finding: ReportFinding }): ReactElement {
  return (
    <>
      {finding.status === 'open' ? null : <em> · {finding.status === 'suppressed' ? 'suppressed' : 'accepted risk'}</em>}
      {finding.baseline === 'new' ? <em> · new</em> : null}
    </>
  )
}

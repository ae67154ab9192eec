import type { Comparison } from 'assay'
import type { ReactElement } from 'react'
import { score } from '../format.ts'
import { FirstRows } from '../parts/first-rows.tsx'
import { Section } from '../parts/section.tsx'
import type { ReportIndex } from '../report-index.ts'

const ROWS_SHOWN = 10

interface Change {
  readonly key: string
  readonly text: string
  readonly control: string
  readonly href: string | null
}

/** Against an earlier run: numbers only where both runs can be compared. */
export function ComparisonSection({ index, comparison }: { readonly index: ReportIndex; readonly comparison: Comparison }): ReactElement {
  const { baseline, delta, because, fixed, unchanged, noLongerVerifiable } = comparison
  const named = (fingerprint: string): Change => {
    const finding = index.findings.get(fingerprint)
    return {
      key: fingerprint,
      text: finding?.message ?? fingerprint,
      control: finding?.control ?? '',
      href: finding === undefined ? null : `#finding-${fingerprint}`,
    }
  }
  return (
    <Section id="comparison" title="Since the earlier run" note={`Compared with ${baseline}.`}>
      <dl className="card figures">
        <Figure name="New" value={String(comparison.new.length)} />
        <Figure name="Fixed" value={String(fixed.length)} />
        <Figure name="Unchanged" value={String(unchanged.length)} />
        <Figure name="No longer verifiable" value={String(noLongerVerifiable.length)} />
        <Figure name="R" value={delta === null ? '–' : signed(delta.result)} />
        <Figure name="P" value={delta === null ? '–' : signed(delta.proof)} />
      </dl>
      {because === '' ? null : <p className="note">{because}</p>}
      <div className="changes">
        <Changes title="New" empty="Nothing new." changes={comparison.new.map(named)} />
        <Changes
          title="Fixed"
          empty="Nothing was fixed."
          changes={fixed.map(({ fingerprint, control, message }) => ({ key: fingerprint, text: message, control, href: null }))}
        />
        <Changes title="No longer verifiable" empty="All can still be verified." changes={noLongerVerifiable.map(named)} />
      </div>
    </Section>
  )
}

function signed(value: number): string {
  return value > 0 ? `+${score(value)}` : score(value).replace('-', '−')
}

function Figure({ name, value }: { readonly name: string; readonly value: string }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

interface ChangesProps {
  readonly title: string
  readonly empty: string
  readonly changes: readonly Change[]
}

function Changes({ title, empty, changes }: ChangesProps): ReactElement {
  return (
    <div>
      <h3>{title}</h3>
      {changes.length === 0 ? <p className="mute">{empty}</p> : null}
      <ul data-rows="">
        <FirstRows items={changes} limit={ROWS_SHOWN} wrap={(button) => <li>{button}</li>}>
          {({ key, text, control, href }) => (
            <li key={key} data-row="">
              {href === null ? text : <a href={href}>{text}</a>} <code>{control}</code>
            </li>
          )}
        </FirstRows>
      </ul>
    </div>
  )
}

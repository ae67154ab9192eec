import type { ReportFinding } from 'assay'
import { memo, type ReactElement } from 'react'
import { EvidencePieces } from '../evidence/evidence-panels.tsx'
import { placeOf, score } from '../format.ts'
import { Disclosure } from '../parts/disclosure.tsx'
import { FirstRows } from '../parts/first-rows.tsx'
import { Chevron, Icon, SeverityTag, StrengthBars } from '../parts/symbols.tsx'
import type { ReportIndex } from '../report-index.ts'
import { useOpen } from '../target.tsx'
import { OUTCOME_MARK, OUTCOME_WORD } from '../words.ts'
import { FindingBody, FindingRow, proofWord, StatusWords } from './finding-row.tsx'

const FINDINGS_SHOWN = 20

interface ControlRowProps {
  readonly index: ReportIndex
  readonly id: string
  /** Those that the filters let through, worst first. */
  readonly findings: readonly ReportFinding[]
}

/** A control with its findings: one row, that says the worst defect in words. */
export const ControlRow = memo(function ControlRow({ index, id, findings }: ControlRowProps): ReactElement | null {
  const [isOpen, toggle] = useOpen(({ control }) => control === id)
  const worst = findings[0]
  if (worst === undefined) return null
  const control = index.controls.get(id)
  const single = findings.length === 1
  const points = index.points.get(id) ?? 0
  const outcome = control?.outcome ?? 'fail'
  return (
    <Disclosure
      id={`control-${id}`}
      className="control"
      isOpen={isOpen}
      onToggle={toggle}
      summary={
        <>
          <Icon mark={OUTCOME_MARK[outcome]} label={OUTCOME_WORD[outcome]} />
          <SeverityTag severity={worst.severity} />
          <span className="title">
            <b>{worst.message}</b>
            <small>
              <code>{id}</code> · {single ? placeOf(worst.location) : `${placeOf(worst.location)} and ${findings.length - 1} more`}
              <StatusWords finding={worst} />
            </small>
          </span>
          <StrengthBars strength={worst.strength} word={proofWord(worst)} />
          <span className="points">{points === 0 ? '' : <>+{score(points)}</>}</span>
          <Chevron />
        </>
      }
    >
      {() => (
        <>
          {control === undefined ? null : (
            <p className="why">
              <b>Required:</b> {control.title}. {control.why}
              {control.because === '' ? '' : ` Seen: ${control.because}.`}
            </p>
          )}
          {single ? (
            <div id={`finding-${worst.fingerprint}`} tabIndex={-1} className="single">
              <FindingBody finding={worst} control={control} />
            </div>
          ) : (
            <div className="findings-of" data-rows="">
              <FirstRows
                items={findings}
                limit={FINDINGS_SHOWN}
                isTarget={(finding, { fingerprint }) => finding.fingerprint === fingerprint}
              >
                {(finding) => <FindingRow key={finding.fingerprint} finding={finding} control={control} />}
              </FirstRows>
            </div>
          )}
          {control === undefined || control.evidence.length === 0 ? null : (
            <div className="besides">
              <h4>Seen for the control as a whole</h4>
              <EvidencePieces evidence={control.evidence} />
            </div>
          )}
        </>
      )}
    </Disclosure>
  )
})

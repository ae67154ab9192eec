import type { ControlResult, ReportFinding } from 'assay'
import type { ReactElement } from 'react'
import { fixTexts, type Stack } from '../fix-text.ts'
import { hours } from '../format.ts'

const STACK_WORD: Readonly<Record<Stack, string>> = { node: 'Node.js', python: 'Python', any: 'Any stack' }

interface FixViewProps {
  readonly control: ControlResult
  readonly finding?: ReportFinding
}

/** The direction of the fix, for the stack of the finding first. */
export function FixView({ control, finding }: FixViewProps): ReactElement {
  const stack = finding === undefined ? null : stackOf(finding)
  const texts = fixTexts(control.fix)
  const fitting = texts.filter((each) => stack === null || each.stack === stack || each.stack === 'any')
  const shown = fitting.length === 0 ? texts : fitting
  return (
    <div className="piece">
      {shown.length === 0 ? <p>No direction is recorded for this stack.</p> : null}
      {shown.map(({ stack: name, text }) => (
        <figure key={name} className="fix">
          <figcaption>{STACK_WORD[name]}</figcaption>
          <pre className="code wrapped">{text}</pre>
        </figure>
      ))}
      <p className="note">
        A direction, not a patch. Effort for the whole control is estimated at {hours(control.effortHours)}; points count once a new audit
        shows the pass.
      </p>
    </div>
  )
}

function stackOf({ location }: ReportFinding): 'node' | 'python' | null {
  const file = 'file' in location ? (location.file ?? '') : ''
  if (/\.(?:[cm]?[jt]sx?)$/.test(file)) return 'node'
  return file.endsWith('.py') ? 'python' : null
}

import type { ControlResult, ReportFinding } from 'assay'
import type { ReactElement } from 'react'
import { OutcomeMark } from '../parts/symbols.tsx'
import { METHOD_WORD } from '../words.ts'

interface MappingViewProps {
  readonly control: ControlResult
  readonly finding?: ReportFinding
}

/** Where the control and the weakness stand in the standards, and what each method concluded. */
export function MappingView({ control, finding }: MappingViewProps): ReactElement {
  const { standards, documents, checks } = control
  const weaknesses = finding?.cwe ?? standards.cwe
  return (
    <dl className="pairs">
      <dt>Weakness</dt>
      <dd>
        {weaknesses.length === 0
          ? 'none named'
          : weaknesses.map((cwe, at) => (
              <span key={cwe}>
                {at === 0 ? '' : ', '}
                <CweLink cwe={cwe} />
              </span>
            ))}
      </dd>
      <Named name="OWASP Top 10" values={standards.owaspTop10} />
      <Named name="OWASP API" values={standards.owaspApi} />
      <Named name="ASVS" values={standards.asvs} />
      <Named name="Documents" values={documents} />
      <dt>Control</dt>
      <dd>
        <code>{control.id}</code>, wave {control.wave}, {control.severity}, needs {control.strengthNeeded} evidence
      </dd>
      {checks.map(({ method, outcome, because }) => (
        <CheckRow key={method} name={METHOD_WORD[method]} outcome={outcome} because={because} />
      ))}
      {finding === undefined ? null : (
        <>
          <dt>Fingerprint</dt>
          <dd>
            <code>{finding.fingerprint}</code>
          </dd>
        </>
      )}
    </dl>
  )
}

function CheckRow({ name, outcome, because }: { readonly name: string } & Pick<ControlResult, 'outcome' | 'because'>): ReactElement {
  return (
    <>
      <dt>By {name}</dt>
      <dd>
        <OutcomeMark outcome={outcome} />
        {because === '' ? '' : `: ${because}`}
      </dd>
    </>
  )
}

/** The only links that leave the page: built from a number, never from what the target said. */
function CweLink({ cwe }: { readonly cwe: number }): ReactElement {
  if (!Number.isSafeInteger(cwe) || cwe < 1) return <span>CWE {String(cwe)}</span>
  return (
    <a href={`https://cwe.mitre.org/data/definitions/${cwe}.html`} target="_blank" rel="noreferrer noopener">
      CWE-{cwe}
    </a>
  )
}

function Named({ name, values }: { readonly name: string; readonly values: readonly string[] | undefined }): ReactElement | null {
  if (values === undefined || values.length === 0) return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{values.join(', ')}</dd>
    </>
  )
}

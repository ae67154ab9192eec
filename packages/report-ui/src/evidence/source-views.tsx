import type { ReactElement } from 'react'
import type { EvidenceOf } from '../report-types.ts'
import { CodeBlock, Place } from './code-block.tsx'

type Step = EvidenceOf<'path'>['steps'][number]

/** A value on its way, step by step. */
export function PathView({ evidence }: { readonly evidence: EvidenceOf<'path'> }): ReactElement {
  const { steps, note } = evidence
  return (
    <div className="piece">
      <ol className="path">
        {steps.map((step, at) => (
          <PathStep key={`${at}:${step.file}:${step.line}`} step={step} role={roleOf(at, steps.length)} />
        ))}
      </ol>
      {note === undefined ? null : <p className="note">{note}</p>}
    </div>
  )
}

function roleOf(at: number, length: number): 'Source' | 'Step' | 'Sink' {
  if (at === 0) return 'Source'
  return at === length - 1 ? 'Sink' : 'Step'
}

function PathStep({ step, role }: { readonly step: Step; readonly role: 'Source' | 'Step' | 'Sink' }): ReactElement {
  return (
    <li className={role.toLowerCase()}>
      <div className="role">{role}</div>
      <div className="where">
        <Place file={step.file} line={step.line} symbol={step.symbol} />
        <CodeBlock snippet={step.snippet} line={step.line} />
        <p className="note">{step.what}</p>
      </div>
    </li>
  )
}

/** Lines of a source or configuration file. */
export function LinesView({ evidence }: { readonly evidence: EvidenceOf<'source'> | EvidenceOf<'configuration'> }): ReactElement {
  const { file, line, snippet, note } = evidence
  const name = evidence.kind === 'source' ? evidence.symbol : evidence.key
  const endLine = evidence.endLine ?? line + snippet.split('\n').length - 1
  return (
    <div className="piece">
      <Place file={file} line={line} endLine={endLine} {...(name === undefined ? {} : { symbol: name })} />
      <CodeBlock snippet={snippet} line={line} endLine={endLine} />
      {note === undefined ? null : <p className="note">{note}</p>}
    </div>
  )
}

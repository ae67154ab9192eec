import type { ReactElement } from 'react'
import { keyed } from '../keyed.ts'
import type { EvidenceOf } from '../report-types.ts'
import { CodeBlock, Place } from './code-block.tsx'

type Step = EvidenceOf<'path'>['steps'][number]

/** A value on its way, step by step. */
export function PathView({ evidence }: { readonly evidence: EvidenceOf<'path'> }): ReactElement {
  const { steps, note } = evidence
  return (
    <div className="piece">
      <ol className="path">
        {keyed(steps, ({ file, line }) => `${file}:${line}`).map(({ key, item, at }) => (
          <PathStep key={key} step={item} part={partOf(at, steps.length)} />
        ))}
      </ol>
      {note === undefined ? null : <p className="note">{note}</p>}
    </div>
  )
}

type Part = 'Source' | 'Step' | 'Sink'

function partOf(at: number, length: number): Part {
  if (at === 0) return 'Source'
  return at === length - 1 ? 'Sink' : 'Step'
}

function PathStep({ step, part }: { readonly step: Step; readonly part: Part }): ReactElement {
  return (
    <li className={part.toLowerCase()}>
      <div className="role">{part}</div>
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

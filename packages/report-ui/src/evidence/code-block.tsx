import type { ReactElement } from 'react'

const MOST_LINES = 400

interface CodeBlockProps {
  readonly snippet: string
  /** Number of the first line. */
  readonly line: number
  /** Last line that decides; default the first. */
  readonly endLine?: number
}

/** Lines of a file with their numbers. The lines of the finding are marked. */
export function CodeBlock({ snippet, line, endLine }: CodeBlockProps): ReactElement {
  const lines = snippet.split('\n').slice(0, MOST_LINES)
  const last = endLine ?? line
  return (
    <pre className="code">
      {lines.map((text, at) => {
        const number = line + at
        return (
          <span key={number} className={number <= last ? 'line hit' : 'line'}>
            <i aria-hidden="true">{number}</i>
            {text === '' ? ' ' : text}
          </span>
        )
      })}
    </pre>
  )
}

interface PlaceProps {
  readonly file: string
  readonly line: number
  readonly endLine?: number
  readonly symbol?: string
}

export function Place({ file, line, endLine, symbol }: PlaceProps): ReactElement {
  return (
    <div className="place">
      <code>
        {file}:{line}
        {endLine === undefined || endLine === line ? '' : `–${endLine}`}
      </code>
      {symbol === undefined || symbol === '' ? null : <span>{symbol}</span>}
    </div>
  )
}

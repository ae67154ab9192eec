import type { ReactElement } from 'react'

const MOST_MARKS = 20

/** Text with the deciding part marked, wherever it stands. */
export function Marked({ text, wanted }: { readonly text: string; readonly wanted: string }): ReactElement {
  if (wanted === '') return <>{text}</>
  const parts: (string | ReactElement)[] = []
  const lower = text.toLowerCase()
  const needle = wanted.toLowerCase()
  let from = 0
  for (let marks = 0; marks < MOST_MARKS; marks++) {
    const at = lower.indexOf(needle, from)
    if (at < 0) break
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + needle.length)}</mark>)
    from = at + needle.length
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  )
}

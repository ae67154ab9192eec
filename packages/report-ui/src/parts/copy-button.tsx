import { type ReactElement, useState } from 'react'

const SHOWN_MS = 1500

export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): ReactElement {
  const [word, setWord] = useState('Copy')
  const copy = (): void => {
    const say = (said: string): void => {
      setWord(said)
      setTimeout(() => setWord('Copy'), SHOWN_MS)
    }
    if (navigator.clipboard === undefined) say('Select it instead')
    else
      navigator.clipboard.writeText(text).then(
        () => say('Copied'),
        () => say('Select it instead'),
      )
  }
  return (
    <button type="button" className="button copy" aria-label={`${word} ${label}`} onClick={copy}>
      {word}
    </button>
  )
}

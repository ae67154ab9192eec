import { printable } from './printable.ts'

/** Breaks text, made printable, into lines of at most `width` columns at spaces; a longer word is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of printable(text).split(/\s+/)) {
    let rest = word
    while (rest.length > width) {
      if (line !== '') lines.push(line)
      lines.push(rest.slice(0, width))
      rest = rest.slice(width)
      line = ''
    }
    if (line !== '' && line.length + 1 + rest.length > width) {
      lines.push(line)
      line = rest
    } else line = line === '' ? rest : `${line} ${rest}`
  }
  if (line !== '') lines.push(line)
  return lines
}

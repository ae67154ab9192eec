import type { NginxDirective } from '../../model/facts/configuration.ts'

interface Token {
  readonly text: string
  readonly line: number
  /** `;`, `{` and `}` are marks only outside quotes. */
  readonly isMark: boolean
}

const MAX_TOKENS = 200_000
const MAX_DEPTH = 30
const MAX_SNIPPET = 200

/** The directives of an nginx file. Broken files give what can be read: a missing brace ends at the end of the file. */
export function parseNginx(file: string, text: string): NginxDirective[] {
  const tokens = tokenise(text)
  const lines = text.split(/\r?\n/)
  const reader = { tokens, lines, file, at: 0 }
  const directives: NginxDirective[] = []
  while (reader.at < tokens.length) {
    directives.push(...readBlock(reader, 0))
    reader.at++ // a closing brace without an opening one
  }
  return directives
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  for (let at = 0; at < text.length && tokens.length < MAX_TOKENS; ) {
    const character = text[at] ?? ''
    if (character === '\n') {
      line++
      at++
    } else if (/\s/.test(character)) at++
    else if (character === '#') at = endOfLine(text, at)
    else if (character === ';' || character === '{' || character === '}') {
      tokens.push({ text: character, line, isMark: true })
      at++
    } else {
      const end = endOfWord(text, at)
      const word = text.slice(at, end)
      tokens.push({ text: unquote(word), line, isMark: false })
      line += word.split('\n').length - 1
      at = end
    }
  }
  return tokens
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function endOfWord(text: string, from: number): number {
  const quote = text[from]
  if (quote === '"' || quote === "'") {
    for (let at = from + 1; at < text.length; at++) {
      if (text[at] === '\\') at++
      else if (text[at] === quote) return at + 1
    }
    return endOfLine(text, from)
  }
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character === '\\') at++
    else if (character === '$' && text[at + 1] === '{') at = Math.max(at, text.indexOf('}', at) < 0 ? at : text.indexOf('}', at))
    // A regular expression may hold `{2,3}`: braces after a character that is no blank belong to the word when they hold numbers.
    else if (character === '{' && at > from && /^\{\d+(?:,\d*)?\}/.test(text.slice(at, at + 12))) at = text.indexOf('}', at)
    else if (/[\s;{}]/.test(character)) return at
  }
  return text.length
}

function unquote(word: string): string {
  const quote = word[0]
  return (quote === '"' || quote === "'") && word.length > 1 && word.endsWith(quote)
    ? word.slice(1, -1).replaceAll(`\\${quote}`, quote)
    : word
}

interface Reader {
  readonly tokens: readonly Token[]
  readonly lines: readonly string[]
  readonly file: string
  at: number
}

function readBlock(reader: Reader, depth: number): NginxDirective[] {
  const directives: NginxDirective[] = []
  let words: Token[] = []
  for (; reader.at < reader.tokens.length; reader.at++) {
    const token = reader.tokens[reader.at] as Token
    if (!token.isMark) words.push(token)
    else if (token.text === '}') break
    else if (token.text === ';') {
      if (words.length > 0) directives.push(directiveOf(reader, words, token.line, null))
      words = []
    } else if (depth < MAX_DEPTH) {
      reader.at++
      const block = readBlock(reader, depth + 1)
      if (words.length > 0) directives.push(directiveOf(reader, words, reader.tokens[reader.at]?.line ?? token.line, block))
      words = []
    }
  }
  return directives
}

function directiveOf({ file, lines }: Reader, words: readonly Token[], endLine: number, block: NginxDirective[] | null): NginxDirective {
  const [first, ...rest] = words
  const line = first?.line ?? 1
  return {
    file,
    line,
    endLine,
    snippet: (lines[line - 1] ?? '').trim().slice(0, MAX_SNIPPET),
    name: first?.text ?? '',
    arguments: rest.map(({ text }) => text),
    block,
  }
}

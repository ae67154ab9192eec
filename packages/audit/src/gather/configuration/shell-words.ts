/** Splits a command line into words as a shell does: quotes and backslashes; nothing is expanded. */
export function splitWords(text: string): string[] {
  const words: string[] = []
  let word = ''
  let isWord = false
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (quote !== '') {
      if (character === quote) quote = ''
      else if (character === '\\' && quote === '"' && at + 1 < text.length) word += text[++at]
      else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      isWord = true
    } else if (character === '\\' && at + 1 < text.length) {
      const next = text[++at] ?? ''
      if (next !== '\n') word += next
      isWord = true
    } else if (/\s/.test(character)) {
      if (isWord || word !== '') words.push(word)
      word = ''
      isWord = false
    } else word += character
  }
  if (isWord || word !== '') words.push(word)
  return words
}

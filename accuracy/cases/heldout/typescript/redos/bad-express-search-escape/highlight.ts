const escaped = (text: string): string => text.replace(/["']/g, '\\$&')

export function highlight(text: string, words: readonly string[]): string {
  const expression = new RegExp(words.map(escaped).join('|'), 'gi')
  return text.replace(expression, (found) => found.toUpperCase())
}

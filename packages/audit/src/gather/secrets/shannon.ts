/** Shannon entropy of the characters of a text, in bits a character. */
export function shannonEntropy(text: string): number {
  if (text === '') return 0
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let entropy = 0
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length)
  return entropy
}

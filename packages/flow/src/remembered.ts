/** More answers than this are forgotten together: hostile programs have any number of names. */
const MOST_ANSWERS = 200_000

/** A question that depends on a text alone, with its answers kept: a program has few names, in many places. */
export function remembered<T>(question: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined || answers.has(text)) return known as T
    const answer = question(text)
    if (answers.size >= MOST_ANSWERS) answers.clear()
    answers.set(text, answer)
    return answer
  }
}

/** Whether the pattern fits a name; for patterns that every call of a program is held against. */
export function nameTest(pattern: RegExp): (name: string) => boolean {
  return remembered((name) => pattern.test(name))
}

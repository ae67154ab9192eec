/** Ways in which refusals list what a field takes: after words that say so, or in quotes. */
const LISTS: readonly RegExp[] = [
  /(?:\bone of|choose (?:from|between)|(?:allowed|valid|permitted|accepted|possible) (?:values|options|choices)(?: are| is)?)(?: the following)?[:\s[({]*["'`]?([\w.:-]{1,40}?)["'`]?\s*(?:[,|/]|\bor\b|\band\b)/i,
  /["'`]([\w.:-]{1,40})["'`]\s*(?:[,|]|\bor\b)\s*["'`][\w.:-]{1,40}["'`]/,
]
const FIELD_NAME = /^[A-Za-z_][\w-]{0,60}$/
const DEEPEST = 6

/** Puts the first value that a refusal lists for a field at its name, where the answer says which field it speaks of. */
export function collectChoices(answer: unknown, choices: Record<string, unknown>, depth = 0): void {
  if (typeof answer !== 'object' || answer === null || depth > DEEPEST) return
  if (Array.isArray(answer)) {
    for (const entry of answer.slice(0, 30)) collectChoices(entry, choices, depth + 1)
    return
  }
  const node = answer as Readonly<Record<string, unknown>>
  const named = fieldOf(node)
  const said = [node.message, node.msg, node.error, node.detail, node.description].find((text) => typeof text === 'string')
  if (named !== null) note(choices, named, said)
  for (const [key, child] of Object.entries(node)) {
    if (Array.isArray(child) && child.length > 0 && child.every((entry) => typeof entry === 'string')) note(choices, key, child.join(' '))
    else if (typeof child === 'string' && !PROSE.has(key.toLowerCase())) note(choices, key, child)
    else collectChoices(child, choices, depth + 1)
  }
}

/** Keys of an answer that name no field of the request. */
const PROSE = new Set([
  'message',
  'msg',
  'error',
  'detail',
  'details',
  'description',
  'title',
  'type',
  'code',
  'status',
  'errors',
  'reason',
  'hint',
])

function fieldOf(node: Readonly<Record<string, unknown>>): string | null {
  for (const key of ['loc', 'path', 'field', 'param', 'property', 'name', 'key']) {
    const value = Array.isArray(node[key]) ? node[key].at(-1) : node[key]
    const last = typeof value === 'string' ? (value.split(/[./]/).at(-1) ?? '') : ''
    if (FIELD_NAME.test(last)) return last
  }
  return null
}

function note(choices: Record<string, unknown>, field: string, text: unknown): void {
  if (typeof text !== 'string' || !FIELD_NAME.test(field)) return
  const first = LISTS.map((pattern) => pattern.exec(text.slice(0, 500))?.[1]).find((word) => word !== undefined)
  if (first !== undefined) choices[field] ??= first
}

/** A link of a page to a route, by the route's name. */
export interface PageLink {
  readonly name: string
  /** What of the caller the page asks before it shows the link: `is_staff`, `role`; null where everybody sees it. */
  readonly asks: string | null
}

const TAGS = /\{#[\s\S]{0,4000}?#\}|\{%[-+]?\s*([\s\S]{0,4000}?)\s*[-+]?%\}|\{\{[-+]?([\s\S]{0,4000}?)[-+]?\}\}/g
const LINK = /^url\s+(["'])([\w:.-]+)\1|\b(?:url_for|url)\(\s*(["'])([\w:.-]+)\3/
/** What tells more of a caller than who it is. */
const ASKS_ROLE =
  /^(?:request\.|g\.)?(?:current_)?user\.((?:role|is_(?!authenticated|anonymous|active\b)|can_|has_|groups?\b|access_level)\w*)|^(perms)\.\w+/

/** The links of a template of Django or Jinja, with what stands before them. */
export function readLinks(text: string): readonly PageLink[] {
  const found: PageLink[] = []
  const asked: (string | null)[] = []
  for (const [, tag, output] of text.matchAll(TAGS)) {
    if (tag !== undefined && /^(?:if|elif)\b/.test(tag)) {
      if (tag.startsWith('elif')) asked.pop()
      asked.push(roleAsked(tag.replace(/^(?:el)?if\s+/, '')))
    } else if (tag !== undefined && /^else\b/.test(tag)) {
      if (asked.length > 0) asked[asked.length - 1] = null
    } else if (tag !== undefined && /^endif\b/.test(tag)) asked.pop()
    const link = LINK.exec(tag ?? output ?? '')
    const name = link?.[2] ?? link?.[4]
    if (name !== undefined) found.push({ name: name.slice(name.lastIndexOf(':') + 1), asks: asked.findLast((one) => one !== null) ?? null })
  }
  return found
}

/** What of the caller's role a condition asks, where each way through it does. */
function roleAsked(condition: string): string | null {
  const ways = condition.split(/\s+or\s+/)
  const asked = ways.map((way) => {
    const parts = way.split(/\s+and\s+/).map((part) => ASKS_ROLE.exec(part.trim()))
    const found = parts.find((part) => part !== null)
    return found?.[1] ?? found?.[2] ?? null
  })
  return asked.every((one) => one !== null) ? (asked[0] ?? null) : null
}

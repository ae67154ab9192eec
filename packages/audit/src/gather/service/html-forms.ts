/** A form of a page. */
export interface HtmlForm {
  readonly method: string
  /** As written; empty when the form goes back to its page. */
  readonly action: string
  readonly enctype: string
  readonly fields: readonly HtmlField[]
}

export interface HtmlField {
  readonly name: string
  /** `text`, `password`, `hidden`, `select`, ... */
  readonly type: string
  readonly value: string
  readonly isRequired: boolean
  /** What a select or radio offers. */
  readonly choices: readonly string[]
}

const MAX_HTML = 300_000
const MAX_FORMS = 30

/** The forms of a page, in order; what is malformed is left out. */
export function formsOf(html: string): readonly HtmlForm[] {
  return html
    .slice(0, MAX_HTML)
    .split(/<form\b/i)
    .slice(1, MAX_FORMS + 1)
    .map((part) => {
      const end = part.search(/<\/form/i)
      const text = end < 0 ? part : part.slice(0, end)
      const head = text.slice(0, text.indexOf('>') + 1)
      return {
        method: (attributeOf(head, 'method') || 'GET').toUpperCase(),
        action: attributeOf(head, 'action').replaceAll('&amp;', '&'),
        enctype: attributeOf(head, 'enctype') || 'application/x-www-form-urlencoded',
        fields: fieldsOf(text),
      }
    })
}

export function attributeOf(tag: string, name: string): string {
  const match = new RegExp(`[\\s"']${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>"']+))`, 'i').exec(` ${tag}`)
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? ''
}

function fieldsOf(text: string): readonly HtmlField[] {
  const fields = new Map<string, HtmlField>()
  for (const [tag, kind = ''] of text.matchAll(/<(input|textarea|select|button)\b[^>]{0,1000}>/gi)) {
    const name = attributeOf(tag, 'name')
    const type = kind.toLowerCase() === 'input' ? (attributeOf(tag, 'type') || 'text').toLowerCase() : kind.toLowerCase()
    if (name === '' || ['submit', 'reset', 'image', 'button'].includes(type)) continue
    const value = attributeOf(tag, 'value')
    const known = fields.get(name)
    if (known !== undefined) {
      if (type === 'radio') fields.set(name, { ...known, choices: [...known.choices, value] })
      continue
    }
    const choices = type === 'select' ? optionsAfter(text, tag) : type === 'radio' ? [value] : []
    fields.set(name, { name, type, value, isRequired: /\brequired\b/i.test(tag), choices })
  }
  return [...fields.values()]
}

function optionsAfter(text: string, tag: string): readonly string[] {
  const from = text.indexOf(tag) + tag.length
  const end = text.slice(from).search(/<\/select/i)
  return [...text.slice(from, end < 0 ? from : from + end).matchAll(/<option\b[^>]{0,300}>/gi)]
    .map(([option]) => attributeOf(option, 'value'))
    .filter((value) => value !== '')
    .slice(0, 50)
}

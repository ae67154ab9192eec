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
  /** What the browser holds a value to. */
  readonly bounds: FieldBounds
}

/** As written; empty where the field has no such bound. */
export interface FieldBounds {
  readonly min: string
  readonly max: string
  readonly step: string
  readonly minLength: string
  readonly maxLength: string
  readonly pattern: string
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
  for (const match of text.matchAll(/<(input|textarea|select|button)\b[^>]{0,1000}>/gi)) {
    const [tag, kind = ''] = match
    const name = attributeOf(tag, 'name')
    const type = kind.toLowerCase() === 'input' ? (attributeOf(tag, 'type') || 'text').toLowerCase() : kind.toLowerCase()
    if (name === '' || ['submit', 'reset', 'image', 'button'].includes(type)) continue
    const value = attributeOf(tag, 'value')
    const known = fields.get(name)
    if (known !== undefined) {
      if (type === 'radio')
        fields.set(name, { ...known, value: isMarked(tag, 'checked') ? value : known.value, choices: [...known.choices, value] })
      continue
    }
    const after = text.slice(match.index + tag.length)
    const offered = type === 'select' ? optionsIn(upTo(after, /<\/select/i)) : []
    fields.set(name, {
      name,
      type,
      value:
        type === 'select'
          ? (offered.find(({ isSelected }) => isSelected)?.value ?? '')
          : type === 'textarea'
            ? unescaped(upTo(after, /<\/textarea/i).trim())
            : type === 'radio' && !isMarked(tag, 'checked')
              ? ''
              : unescaped(value),
      isRequired: isMarked(tag, 'required'),
      choices: type === 'radio' ? [value] : offered.map((option) => option.value).filter((option) => option !== ''),
      bounds: boundsOf(tag),
    })
  }
  return [...fields.values()]
}

function boundsOf(tag: string): FieldBounds {
  return {
    min: attributeOf(tag, 'min'),
    max: attributeOf(tag, 'max'),
    step: attributeOf(tag, 'step'),
    minLength: attributeOf(tag, 'minlength'),
    maxLength: attributeOf(tag, 'maxlength'),
    pattern: unescaped(attributeOf(tag, 'pattern')),
  }
}

/** Options of a select; one without a value is sent as its text. */
function optionsIn(html: string): readonly { readonly value: string; readonly isSelected: boolean }[] {
  return [...html.matchAll(/<option\b([^>]{0,300})>([^<]{0,200})/gi)]
    .map(([tag, attributes = '', label = '']) => ({
      value: unescaped(/\bvalue\s*=/i.test(attributes) ? attributeOf(tag, 'value') : label.trim()),
      isSelected: isMarked(attributes, 'selected'),
    }))
    .slice(0, 50)
}

function isMarked(tag: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`, 'i').test(tag.replace(/"[^"]*"|'[^']*'/g, '""'))
}

function upTo(text: string, end: RegExp): string {
  const at = text.search(end)
  return at < 0 ? '' : text.slice(0, at)
}

function unescaped(text: string): string {
  return text
    .replace(/&#(\d{1,6});/g, (_whole, code: string) => String.fromCharCode(Number(code)))
    .replace(/&#x([0-9a-f]{1,5});/gi, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** A parameter of a path template and the type that its converter or pattern promises. */
export interface TemplateParameter {
  readonly name: string
  readonly type: string | null
}

export interface PathTemplate {
  /** OpenAPI style: `/orders/{id}`. */
  readonly path: string
  readonly parameters: readonly TemplateParameter[]
}

/** `/users/<int:id>` of Flask and Django. */
export function converterTemplate(text: string): PathTemplate {
  const parameters: TemplateParameter[] = []
  const path = text.replace(/<(?:([a-z_]\w*)(?:\([^)>]*\))?:)?([A-Za-z_]\w*)>/gi, (_match, type: string | undefined, name: string) => {
    parameters.push({ name, type: type ?? null })
    return `{${name}}`
  })
  return { path: slashed(path), parameters }
}

/** `/users/<id:int>` of Sanic and Bottle. */
export function suffixTemplate(text: string): PathTemplate {
  const parameters: TemplateParameter[] = []
  const path = text.replace(/<([A-Za-z_]\w*)(?::([^<>]*))?>/g, (_match, name: string, type: string | undefined) => {
    const pattern = type?.replace(/^re:/, '')
    parameters.push({ name, type: pattern === undefined ? null : /^\w+$/.test(pattern) ? pattern : typeOfPattern(pattern) })
    return `{${name}}`
  })
  return { path: slashed(path), parameters }
}

/** `/users/{id:path}` of FastAPI and Starlette, `/users/{id:\d{1,9}}` of aiohttp. */
export function braceTemplate(text: string): PathTemplate {
  const parameters: TemplateParameter[] = []
  const path = text.replace(/\{([A-Za-z_]\w*)(?::((?:[^{}]|\{[^{}]*\})*))?\}/g, (_match, name: string, type: string | undefined) => {
    parameters.push({ name, type: type === undefined ? null : /^[a-z]\w*(?:\(.*\))?$/i.test(type) ? type : typeOfPattern(type) })
    return `{${name}}`
  })
  return { path: slashed(path), parameters }
}

/** `/users/:id(\\d+)?` of Express, Fastify, Koa, Hono and Nest; a lone `*` stays. */
export function colonTemplate(text: string): PathTemplate {
  const parameters: TemplateParameter[] = []
  const path = text
    .replace(/\{(\/?[:*/][^{}]*)\}/g, '$1')
    .replace(/:([A-Za-z_]\w*)(\((?:[^()]|\([^()]*\))*\)|\{[^{}]*\})?[?*+]?/g, (_match, name: string, pattern: string | undefined) => {
      parameters.push({ name, type: pattern === undefined ? null : typeOfPattern(pattern.slice(1, -1)) })
      return `{${name}}`
    })
    .replace(/\*([A-Za-z_]\w*)/g, (_match, name: string) => {
      parameters.push({ name, type: 'path' })
      return `{${name}}`
    })
  return { path: slashed(path), parameters }
}

/** `^users/(?P<pk>\d+)/$` of Django's `re_path`. */
export function regexTemplate(pattern: string): PathTemplate {
  const parameters: TemplateParameter[] = []
  let rest = pattern.replace(/^\^/, '').replace(/\\?\$$|\\Z$/, '')
  for (let step = 0; step < 20; step += 1) {
    const group = /\(\?P<([A-Za-z_]\w*)>/.exec(rest)
    if (group === null) break
    const end = closingParenthesis(rest, group.index)
    const name = group[1] ?? ''
    parameters.push({ name, type: typeOfPattern(rest.slice(group.index + group[0].length, end)) })
    rest = `${rest.slice(0, group.index)}{${name}}${rest.slice(end + 1)}`
  }
  const path = rest.replace(/\\([/.-])/g, '$1').replace(/\/\?$/, '/')
  return { path: slashed(path), parameters }
}

/** `[id]`, `[...slug]` and `(group)` of Next's folders. */
export function folderTemplate(folders: readonly string[]): PathTemplate {
  const parameters: TemplateParameter[] = []
  const parts: string[] = []
  for (const folder of folders) {
    if (/^\(.*\)$/.test(folder) || folder.startsWith('@')) continue
    const dynamic = /^\[{1,2}(\.\.\.)?([^\]]+)\]{1,2}$/.exec(folder)
    if (dynamic === null) parts.push(folder)
    else {
      const name = dynamic[2] ?? ''
      parameters.push({ name, type: dynamic[1] === undefined ? null : 'path' })
      parts.push(`{${name}}`)
    }
  }
  return { path: `/${parts.join('/')}`, parameters }
}

function slashed(path: string): string {
  const text = path.replace(/\/{2,}/g, '/')
  return text.startsWith('/') ? text : `/${text}`
}

function typeOfPattern(pattern: string): string | null {
  if (/^(?:\\d|\[0-9\])(?:[+*]|\{[\d,]+\})?$/.test(pattern)) return 'int'
  if (/^\[0-9a-f-?\]/i.test(pattern)) return 'uuid'
  return /^(?:\\w|\[[^\]/.]*\])(?:[+*]|\{[\d,]+\})?$/.test(pattern) ? 'word' : null
}

function closingParenthesis(text: string, from: number): number {
  let depth = 0
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1
    else if (text[index] === '(') depth += 1
    else if (text[index] === ')') {
      depth -= 1
      if (depth === 0) return index
    }
  }
  return text.length - 1
}

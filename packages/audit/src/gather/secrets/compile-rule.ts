import type { Allowlist, Rule } from './rule.ts'

export interface CompiledRule {
  readonly rule: Rule
  /** Global, with indices counted from the start of the window. */
  readonly expression: RegExp
  readonly appliesTo: (file: string) => boolean
  readonly isAllowed: (secret: string, match: string, line: string, file: string) => boolean
}

/** Compiles the expressions of a rule, those of Go (RE2) included; `error` says why it cannot be used. */
export function compileRule(rule: Rule): CompiledRule | { readonly error: string } {
  try {
    const path = rule.path === undefined ? null : compileExpression(rule.path, '')
    const allowlists = (rule.allowlists ?? []).map(compileAllowlist)
    return {
      rule,
      expression: compileExpression(rule.regex, 'g'),
      appliesTo: (file) => path === null || path.test(file),
      isAllowed: (secret, match, line, file) => allowlists.some((allows) => allows(secret, match, line, file)),
    }
  } catch (error) {
    return { error: `${rule.id}: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** Compiles an expression written for Go: leading `(?i)`, named groups, `\z`, POSIX classes. Throws a SyntaxError. */
export function compileExpression(source: string, flags: string): RegExp {
  let body = source
    .replaceAll('(?P<', '(?<')
    .replaceAll('\\z', '$')
    .replaceAll('\\A', '^')
    .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => POSIX[name] ?? whole)
  let all = flags
  const leading = /^\(\?([imsU]+)\)/.exec(body)
  if (leading !== null) {
    body = body.slice(leading[0].length)
    for (const flag of leading[1] ?? '') if (flag !== 'U') all += flag
  }
  if (body.includes('(?i)')) {
    // A switch in the middle holds to the end of its group; applied to the whole, which finds more, never less.
    body = body.replaceAll('(?i)', '')
    if (!all.includes('i')) all += 'i'
  }
  return new RegExp(body, [...new Set(all)].join(''))
}

const POSIX: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
}

type Allows = (secret: string, match: string, line: string, file: string) => boolean

function compileAllowlist(list: Allowlist): Allows {
  const regexes = (list.regexes ?? []).map((source) => compileExpression(source, ''))
  const paths = (list.paths ?? []).map((source) => compileExpression(source, ''))
  const words = (list.stopwords ?? []).map((word) => word.toLowerCase())
  return (secret, match, line, file) => {
    const subject = list.regexTarget === 'match' ? match : list.regexTarget === 'line' ? line : secret
    const tests = [
      ...(regexes.length > 0 ? [regexes.some((regex) => regex.test(subject))] : []),
      ...(paths.length > 0 ? [paths.some((path) => path.test(file))] : []),
      ...(words.length > 0 ? [words.some((word) => secret.toLowerCase().includes(word))] : []),
    ]
    return list.condition === 'AND' ? tests.length > 0 && tests.every(Boolean) : tests.some(Boolean)
  }
}

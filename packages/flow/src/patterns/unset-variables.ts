/** A variable of the environment, compared: its default, what makes of its text, the test, and what it is tested with. */
const COMPARED =
  /(\bnot\s+)?\(?\s*(?:str\(\s*)?(?:\w+\.)*(getenv|environ\.get|config|env(?:\.(?:str|get))?)\(\s*["']\w+["']\s*(?:,\s*(?:default\s*=\s*)?(?:["']([^"']*)["']|([\w.]+)(?=\s*[,)]))[^()"']*)?\)\s*\)?((?:\.(?:lower|upper|strip|casefold|title)\(\))*)\s*(==|!=|\bnot\s+in\b|\bin\b)\s*(["'][^"']*["']|[([{][^)\]}]*[)\]}])/
const CASES: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  casefold: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  strip: (text) => text.trim(),
  title: (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
}

/**
 * Whether the only test of a line, of one variable of the environment, holds as long as nobody sets it:
 * `os.environ.get('DEBUG', 'true').lower() != 'false'`, `os.getenv('APP_DEBUG', 'on') not in ('0', 'off')`.
 */
export function holdsUnlessSet(line: string): boolean {
  const found = COMPARED.exec(line)
  if (found === null || /\b(?:and|or|if)\b/.test(line)) return false
  const [, not, reader = '', fallback, other, cases = '', operator = '', tested = ''] = found
  // What another name stands for is not in sight, and some readers refuse to go without a value.
  if ((other !== undefined && other !== 'None') || (fallback === undefined && !/get/.test(reader))) return false
  const value = [...cases.matchAll(/\w+/g)].reduce((text, [name]) => CASES[name]?.(text) ?? text, fallback ?? '')
  const words = [...tested.matchAll(/["']([^"']*)["']/g)].map(([, word]) => word)
  // `not in settings.ALLOWED`
  if (words.length === 0) return false
  const isAmong = words.includes(value) && (fallback !== undefined || words.includes(''))
  return (isAmong === (operator === '==' || operator === 'in')) !== (not !== undefined)
}

const ENV = String.raw`(?:process\.env|env|Deno\.env|import\.meta\.env)(?:\.\w+|\[["'\w]+\])`
/** Which environment it is, services say in a variable that no start goes without. */
const OF_ENVIRONMENT = /\b(?:NODE_ENV|APP_ENV|ENVIRONMENT)\b/
const ON_WITHOUT = [
  new RegExp(String.raw`^${ENV}\s*!==?\s*["'][^"']+["']\s*$`),
  new RegExp(String.raw`^!\s*\[[^\]]*\]\.includes\(\s*${ENV}(?:\s*(?:\?\?|\|\|)\s*["']{2})?\s*\)\s*$`),
  new RegExp(String.raw`^\(?\s*${ENV}\s*(?:\?\?|\|\|)\s*(["'])([^"']+)\1\s*\)?\s*===?\s*\1\2\1\s*$`),
  /^true\s*$/,
]

/** The same of JavaScript: `process.env.VERBOSE !== 'no'`, `(process.env.DEBUG ?? 'on') === 'on'`. */
export const isOnUnlessSet = (text: string): boolean =>
  !OF_ENVIRONMENT.test(text) && ON_WITHOUT.some((written) => written.test(text.trim()))

import type { Scope } from '../engine/program.ts'
import { isServed, type Reader } from '../routes/reader.ts'

/** `if not self.verify_ssl:`, `if settings.tls_insecure_skip_verify:` with the last name of what is asked. */
const ASKS =
  /^\s*(?:el)?if\s+(?<not>not\s+)?(?:[A-Za-z_]\w*(?:\(\))?\.)*(?<name>[A-Za-z_]\w*)(?:\(\))?\s*(?<is>(?:is|==)\s*(?:True|False))?\s*:\s*$/
const OF_VERIFICATION = /verif|validat|insecure|self_signed|check_cert|tls_check|ssl_check/i
const LONGEST_BLOCK = 600

/** Whether an assignment stands where an option that is named for it has switched verification off, and every default of that option leaves it on. */
export function isOnUnlessTold(reader: Reader, scope: Scope, at: number): boolean {
  const text = reader.textOf(scope.module.file)
  const asked = conditionRound(text.slice(Math.max(0, at - LONGEST_BLOCK), at))
  if (asked === null || !OF_VERIFICATION.test(asked.name)) return false
  const { name, entersWhen } = asked
  const own = scope.function.parameters.some((one) => one.name === name)
  const texts = own
    ? [text.slice(scope.function.start, scope.function.end)]
    : reader.program.modules.flatMap((module) =>
        module.language === 'python' && isServed(reader, module.file) ? [reader.textOf(module.file)] : [],
      )
  const defaults = texts.flatMap((one) => defaultsIn(one, name))
  return defaults.length > 0 && defaults.every((value) => value !== entersWhen)
}

/** The option that the block round the end of a text is entered by, and the value with which it is. */
function conditionRound(before: string): { readonly name: string; readonly entersWhen: boolean } | null {
  const lines = before.split('\n')
  const indent = (line: string): number => line.search(/\S|$/)
  const own = indent(lines.at(-1) ?? '')
  const header = lines.slice(0, -1).findLast((line) => line.trim() !== '' && indent(line) < own)
  const groups = ASKS.exec(header ?? '')?.groups
  if (groups?.name === undefined) return null
  const isNegated = (groups.not !== undefined) !== /False/.test(groups.is ?? '')
  return { name: groups.name, entersWhen: !isNegated }
}

/** `verify: bool = True`, `BooleanField(default=True)`, `Field(default=False, ...)`: what a name has as long as nobody says otherwise. */
function defaultsIn(text: string, name: string): readonly boolean[] {
  const given = new RegExp(
    `(?<![\\w.])${name}\\s*(?::[^=\\n]{1,60})?=\\s*(?:(True|False)\\b|\\w[\\w.]*\\([^()]{0,300}?default\\s*=\\s*(True|False)\\b)`,
    'g',
  )
  return [...text.matchAll(given)].map(([, plain, declared]) => (plain ?? declared) === 'True')
}

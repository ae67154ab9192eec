import { functionAt } from '../engine/program.ts'
import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { saysAnywhere } from './said-anywhere.ts'

const MODE = String.raw`["']?\b(?:NODE_ENV|APP_ENV|ENVIRONMENT|ENV|environment|app_env|env)["']?`
const DEVELOPMENT = String.raw`["'](?:dev|development|local|debug)["']`
/** The mode as schemas of settings declare it, with what holds where nobody sets it. */
const DECLARED = [
  new RegExp(String.raw`${MODE}\s*:\s*(?:z|Joi|joi|yup|v)\.[^\n]{0,160}\.default\(\s*${DEVELOPMENT}\s*\)`, 'g'),
  new RegExp(String.raw`${MODE}\s*:\s*(?:Type\.|str\(|envalid\.)[^\n]{0,160}\bdefault\s*:\s*${DEVELOPMENT}`, 'g'),
  new RegExp(
    String.raw`^[ \t]+(?:environment|app_env|env|ENVIRONMENT|APP_ENV|ENV)\s*:\s*(?:str|Literal\[[^\]\n]*\]|\w*Environment)\s*=\s*(?:Field\(\s*(?:default\s*=\s*)?)?${DEVELOPMENT}`,
    'gm',
  ),
]
/** What depends on it. */
const DECIDES =
  /\b(?:NODE_ENV|APP_ENV|ENVIRONMENT|environment|app_env|env|mode)\s*(?:[!=]==?)\s*["'](?:production|prod|development|dev|local)["']|\bis_?(?:prod|production|dev|development)\b/i

/** A service that is in development unless somebody says otherwise, and does other things then. */
export function developmentDefaults(context: PatternContext): void {
  const { reader } = context
  if (!saysAnywhere(context, DECIDES)) return
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    const text = reader.textOf(module.file)
    for (const declared of DECLARED)
      for (const found of text.matchAll(declared)) {
        const start = found.index + found[0].search(/\S/)
        context.emit({ module, function: functionAt(module, 0) }, start, found.index + found[0].length, {
          kind: 'development-default',
          cwe: 1188,
          message: 'where nobody sets the environment, it is the one of development',
          confidence: 'medium',
        })
      }
  }
}

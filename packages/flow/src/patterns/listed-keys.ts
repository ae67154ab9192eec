import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

const KEY_TABLE = /(?:^|_)(?:api|access|integration|service)_?(?:keys?|tokens?)$|^personal_access_tokens?$/i
const KEY_COLUMN = /^(?:api_?)?(?:key|secret|token)$|^(?:key|token)_?(?:value|secret|plain\w*)$/i
/** Only some of its letters are shown. */
const SHORTENED = /mask|redact|slice\(|substr|last_?4|prefix|\*{3}|\[-?\d*:-?\d*\]|…|\.\.\.'/i

/** `SELECT id, name, key FROM api_keys` in a list: keys that are kept as they are, and shown whenever somebody looks. */
export function listedKeys(context: PatternContext): void {
  for (const { fact, handler } of context.routes) {
    if (handler === null || !/^(?:GET|QUERY)$/.test(fact.method) || !isServed(context.reader, handler.module.file)) continue
    const { module, function: fn } = handler
    const shown = fact.effects.find(
      ({ kind, of, columns }) =>
        kind.startsWith('read-') && of !== null && KEY_TABLE.test(of) && columns?.some((column) => KEY_COLUMN.test(column)),
    )
    if (shown === undefined || SHORTENED.test(context.reader.textOf(module.file).slice(fn.start, fn.end))) continue
    const column = shown.columns?.find((one) => KEY_COLUMN.test(one)) ?? 'key'
    context.emit(handler, fn.start, fn.start + 1, {
      kind: 'api-key-listed',
      cwe: 522,
      message: `${fact.method} ${fact.path} shows ${column} of ${shown.of}: keys are kept as they are, and whoever reads the list or the table has them`,
      details: { route: `${fact.method} ${fact.path}`, column },
      confidence: 'medium',
    })
  }
}

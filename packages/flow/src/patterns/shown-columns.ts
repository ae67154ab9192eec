import type { PatternContext } from './context.ts'

/** Columns that tell how somebody is reached, or who somebody is beside a name. */
export const PERSONAL_COLUMN =
  /(?:^|_)(?:e_?mail|phone(?:_number)?|mobile|telephone|home_address|street|postal_code|zip_code|birth_?da(?:y|te)|date_of_birth|iban|ssn|national_id|passport(?:_number)?|salary)$/i
/** What a business writes down for itself. */
export const INNER_COLUMN =
  /^internal_\w+$|_internal$|^(?:staff|admin|moderat(?:or|ion)|reviewer|private|office)_(?:notes?|memos?|comments?|remarks?)$|^(?:profit_)?margin(?:_\w+)?$|^(?:cost|purchase|wholesale|buying|reserve|floor)_price(?:_\w+)?$|^profit(?:_\w+)?$|^(?:risk|fraud|credit)_score$|^payment_ref(?:erence)?$|^(?:payout|payee|bank)_(?:iban|account(?:_(?:no|number))?|details?)$|^review_(?:notes?|memos?)$/i
/** Tables of people. */
export const PERSONAL_TABLE =
  /^(?:\w+_)?(?:users?|people|persons?|members?|customers?|clients?|accounts?|patients?|students?|guests?|employees?|riders?|drivers?|profiles?)$/i
/** Rows that are there to be reached. */
const CONTACT_TABLE = /contact|office|branch|store|shop|venue|company|compan|organi[sz]ation|agency|school|department|imprint|support/i

/** Columns of people that a route gives to strangers, in a list that names them. */
export function shownColumns(context: PatternContext): void {
  for (const { fact } of context.routes) {
    if (fact.guards.length > 0 || !/^(?:GET|ANY|QUERY)$/.test(fact.method)) continue
    for (const { columns, place, of, kind } of fact.effects) {
      if (!kind.startsWith('read-') || columns === undefined) continue
      const isPersonal = kind === 'read-many' && !CONTACT_TABLE.test(of ?? '')
      const personal = columns.filter((column) => (isPersonal && PERSONAL_COLUMN.test(column)) || INNER_COLUMN.test(column))
      const module = context.reader.program.moduleByFile.get(place.file)
      const fn = module?.functions.find(({ name }) => name === place.symbol)
      const start = module?.lineStarts[place.line - 1]
      if (personal.length === 0 || module === undefined || fn === undefined || start === undefined) continue
      context.emit({ module, function: fn }, start, start + 1, {
        kind: 'sensitive-response-pattern',
        cwe: 201,
        message: `strangers are answered ${personal.join(', ')} of ${of ?? 'rows'}`,
        details: { column: personal.join(', '), route: `${fact.method} ${fact.path}` },
        confidence: 'medium',
      })
    }
  }
}

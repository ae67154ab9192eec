import { singular, USUAL_DAY } from './values.ts'

/** Values of other kinds, by the words in which refusals ask for them. */
const KINDS: readonly (readonly [RegExp, readonly unknown[]])[] = [
  [/\blists?\b|\barray/, [['assay'], [1]]],
  [/\bnumbers?\b|\bnumeric\b|\bintegers?\b|\bpositive\b|\bamount\b|\blimit\b|\bwhole\b/, [1, '1']],
  [/\bdates?\b|\bday\b|\biso\b/, [USUAL_DAY, `${USUAL_DAY}T10:00:00Z`]],
  [/\be-?mails?\b/, ['assay@example.com']],
  [/\burls?\b|\blinks?\b|\baddress(?:es)?\b|\bhttps?\b/, ['https://example.com/assay', 'assay@example.com']],
  [/\btimes?\b/, ['10:00']],
  [/\bobjects?\b|\bjson\b/, ['{"assay":[1]}']],
  [/\bxml\b/, ['<assay><name>1</name></assay>']],
  [/\btrue\b|\bfalse\b|\bboolean\b/, [true]],
  [/\brule\b|\bexpression\b|\bformula\b|\bscript\b|\bsyntax\b|\bunexpected\b|\bidentifier\b/, ['1', '1 > 0']],
  [/\btexts?\b|\bstrings?\b|\bwords?\b/, ['assay']],
]
/** What a field takes more often than a sentence, where nothing says what. */
const USUAL: readonly unknown[] = ['1', 1, USUAL_DAY]

/** Names of fields that a refusal speaks of in words: `spending_limit_cents` for "The limit must be a number". */
export function fieldsInWords(text: string, names: readonly string[]): readonly string[] {
  const said = new Set(wordsOf(text.slice(0, 2000)).map(singular))
  return names.filter((name) => wordsOf(name).some((word) => word.length > 2 && said.has(singular(word))))
}

/** Values that a refused field may want, those first that the refusal asks for. */
export function valuesInWords(text: string, refused: unknown): readonly unknown[] {
  const said = text.slice(0, 2000).toLowerCase()
  const asked = KINDS.filter(([pattern]) => pattern.test(said)).flatMap(([, values]) => values)
  return [...asked, ...USUAL].filter((value, index, all) => all.indexOf(value) === index && value !== refused)
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  )
}

import { singular, USUAL_DAY } from './values.ts'

/** Values of other kinds, by the words in which refusals ask for them. */
const KINDS: readonly (readonly [RegExp, readonly unknown[]])[] = [
  [/\blists?\b|\barray/, [['assay'], [1]]],
  [/\bnumbers?\b|\bnumeric\b|\bintegers?\b|\bpositive\b|\bamount\b|\blimit\b|\bwhole\b/, [1, '1']],
  [/\bdates?\b|\bdays?\b|\biso\b/, [USUAL_DAY, `${USUAL_DAY}T10:00:00Z`]],
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

/** What a refusal in plain words says: the fields that it begins with, and a value that they want; undefined where any text will do. */
export interface PlainWords {
  readonly names: readonly string[]
  readonly wanted: unknown
}

const NAME = `["'\`]?([a-z_]\\w{1,40})["'\`]?`
/** `title is a text`, `startsOn and endsOn are days`: sentences begin with a capital letter, and so such a word is the name of a field. */
const BEGINS = new RegExp(
  `^${NAME}(?:(?:, ${NAME})* and ${NAME})?\\s+(?:is|are|must|should|has to|have to|needs?|takes|wants|may only|can only)\\s+(.+)$`,
)
/** `is tool or vehicle`, `must be one of: draft, listed` */
const CHOICES = /^(?:be\s+)?(?:one of:?\s+|either\s+)?((?:["'`]?[\w-]{1,30}["'`]?(?:,?\s+or\s+|,\s+|\s*\|\s*))+["'`]?[\w-]{1,30}["'`]?)\.?$/
const NO_CHOICE =
  /^(?:an?|the|not|no|too|empty|missing|invalid|unknown|wrong|blank|null|required|needed|longer|shorter|less|more|between|at|true|false)$/i

export function plainWords(sentence: string): PlainWords | null {
  const [, first, second, third, rest] = BEGINS.exec(sentence.trim()) ?? []
  if (first === undefined || rest === undefined) return null
  const names = [first, second, third].filter((name) => name !== undefined)
  const words = (CHOICES.exec(rest)?.[1] ?? '').split(/\s*(?:,|\||\bor\b)\s*/).map((word) => word.replace(/["'`]/g, ''))
  const [choice = ''] = words.filter((word) => word !== '')
  if (choice !== '' && words.every((word) => !NO_CHOICE.test(word))) return { names, wanted: choice }
  const said = rest.toLowerCase()
  const kind = KINDS.find(([pattern]) => pattern.test(said))?.[1][0]
  return { names, wanted: kind === 'assay' || kind === undefined ? undefined : kind }
}

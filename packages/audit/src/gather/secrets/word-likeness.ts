/**
 * Cost in half bits of each letter after each other one, `a` = 0 ... `z` = 12.5 bits, rows `^a..z` (start of word first).
 * Counted over 25,000 distinct English and program words of technical prose and source code, log-weighted by frequency.
 */
const COSTS = [
  'ijhijjkkjmmjjkkimihjklkmmm',
  'ojijpnkqkqngjhsjrgiglnoomq',
  'hlklhmnohlngmnimpjjmiopolo',
  'holnhnphkpijnofnqklhkppqnr',
  'imnlfmnpgpqlnojoqlknkoppnr',
  'knjhmlmqnrqjkhploghjpmnkos',
  'inmlihnpfoojmmhnoikkjpoolp',
  'jpmofnlkipplmjknpijnkooono',
  'gnnnfppohpnmmmhnokljlonolp',
  'klikklkrqqpjjehlrkihpkrnrl',
  'illlilmljlllllilmmilillmml',
  'jnmmfmlminnkmlklmmillolnmo',
  'honlfnoqfqphonhnrojkknqqjq',
  'fkomfopqhpolknihpnkmkoppnp',
  'ipiihlgpjqnnoljnrohgmmqroq',
  'nljjomlqmpmiifkjrgjjjlkppq',
  'gpmngnpkjqoioohjpgkjkppqkq',
  'lmollmlmllljllmllkklflmmlm',
  'hollfnlqhsmmklhnrkjjmnprlr',
  'lqkohopkirnmnojkppigjqormr',
  'hqmofoqjfrrmooimshjklpoqkp',
  'kikmjmlpkpohignjphhhoopopo',
  'gomoennogonnmnjlnmmmmmmnnn',
  'gnmlhlnjhomlmkimmijmnmlmom',
  'kmjlilnminnlkmmhnlkhlmnlln',
  'lmlnlmmolnnkjjlhomjknnmonn',
  'immmfmlljmmllmjlmmkmlmmmkj',
]
const LETTER_A = 97

/** Mean cost of a letter below which 95 of 100 words, and 5 of 100 random strings, lie. */
const WORD_LIMIT = 4.8

/** Mean bits a letter costs; words of languages that share English letter pairs stay under 4.8, random letters lie near 5.7. */
export function letterCost(word: string): number {
  let cost = 0
  let row = COSTS[0] ?? ''
  let letters = 0
  for (const character of word.toLowerCase()) {
    const index = character.charCodeAt(0) - LETTER_A
    if (index < 0 || index > 25) continue
    cost += (row.charCodeAt(index) - LETTER_A) / 2
    row = COSTS[index + 1] ?? ''
    letters++
  }
  return letters === 0 ? 0 : cost / letters
}

/** Whether letters read like a word of some language; anything of up to three letters does. */
export function isWordLike(word: string): boolean {
  return word.length <= 3 || letterCost(word) < WORD_LIMIT
}

/** Splits `camelCase`, `snake_case`, `kebab-case` and dotted names; digits stand alone. */
export function wordsOf(text: string): string[] {
  return text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/([A-Za-z])(\d)/g, '$1 $2')
    .replaceAll(/(\d)([A-Za-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

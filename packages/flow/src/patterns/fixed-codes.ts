import type { Slot } from '../ir/ir.ts'
import { nameOf, positionalArguments, type SeenCall } from '../routes/reader.ts'
import { codeText, type PatternContext, wordsOf } from './context.ts'

/** What draws characters one by one, or several at once. */
const DRAWS = /^random\.(?:Random\(\)\.)?(?:choice|choices|sample)$/
const DRAWS_NUMBER = /^random\.(?:Random\(\)\.)?(?:randint|randrange)$/
const ALPHABET = /^[A-Za-z0-9]{8,}$/
const LETTERS_OF_LIBRARY = /^string\.(?:digits|ascii_\w+|hexdigits|octdigits|printable)$/
/** `randint(100000, 999999)`, `randrange(10**7, 10**8)`: numbers that all have the same many digits. */
const SAME_LENGTH =
  /\(\s*(?:10{3,}\s*,\s*9{4,}|10\s*\*\*\s*\d+\s*,\s*10\s*\*\*\s*\d+(?:\s*-\s*1)?|1_?000(?:_?000)*\s*,\s*9_?999(?:_?999)*)\s*\)/
/** What somebody shows or types to be let in. */
const IS_CODE = / (?:code|codes|pin|pins|passcode) $/
/** Codes that say which thing is meant, and open nothing. */
const TELLS_WHICH =
  / (?:short|slug|sku|order|reference|tracking|product|item|bar|qr|colou?r|country|currency|language|zip|post|postal|area|error|status|exit|http|batch|demo|test|mock|fake|sample|example|seed|game|room|shape|article|invoice|customer|dial|airport|station|branch|version) /
/** What a code is for where it is not called after it: an account is opened with it, or somebody is let in. */
const OPENS =
  /(?:reset|forgot|recover\w*|verif\w*|activat\w*|confirm\w*|invit\w*|login|sign_?in|otp|two_?factor|2fa|unlock|entry|gate|door|access)/i

/**
 * A code of a fixed length that somebody is let in with: characters of an alphabet that are drawn and joined, or a number of so many digits,
 * in a function that is called after it, or in a variable of one that opens an account with it.
 */
export function isFixedCode(context: PatternContext, call: SeenCall): boolean {
  if (!(DRAWS.test(call.name) ? drawsCharacters(context, call) : DRAWS_NUMBER.test(call.name) && SAME_LENGTH.test(codeText(context, call))))
    return false
  const maker = ` ${wordsOf(call.function.name.slice(call.function.name.lastIndexOf('.') + 1)).trim()} `
  if (IS_CODE.test(maker)) return !TELLS_WHICH.test(maker)
  const { module, function: fn } = call
  const name = /(?:^|[\s.;])(\w+)\s*(?::\s*\w+\s*)?=[^=]/.exec(lineOf(context, call))?.[1] ?? ''
  const words = ` ${wordsOf(name).trim()} `
  const text = context.reader.textOf(module.file).slice(fn.start, fn.end)
  return IS_CODE.test(words) && !TELLS_WHICH.test(words) && OPENS.test(text)
}

function drawsCharacters({ reader }: PatternContext, call: SeenCall): boolean {
  const [first] = positionalArguments(call.call)
  if (first === undefined) return false
  const isAlphabet = (slot: Slot): boolean => {
    const denoted = reader.denoter.denote(call, slot)
    return (denoted.kind === 'constant' && ALPHABET.test(String(denoted.value))) || LETTERS_OF_LIBRARY.test(nameOf(denoted))
  }
  return isAlphabet(first)
}

function lineOf({ reader }: PatternContext, { module, call }: SeenCall): string {
  const text = reader.textOf(module.file)
  return text.slice(text.lastIndexOf('\n', call.start - 1) + 1, call.start)
}

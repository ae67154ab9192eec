import type { Scope } from '../engine/program.ts'
import { isServed, textAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

/** The name of a key that the token itself gives: `header.get("kid")`, `header["kid"]`, `header.kid`, `{ kid }`. */
const TAKES_KID = /\bkid\b["'`]?\s*[\])},]|\.kid\b/
const READS_FILE = /^(?:read_?bytes|read_?text|open|readFile(?:Sync)?|read|createReadStream)$/
const VERIFIES = /\bdecode\b|\bverify\b|jwtVerify|signing_?key|public_?key|get_?key|secret|keys?_/i
/** What keeps a name to those that there are, or a path to its folder. */
const KEEPS =
  /\bkid\b\s*(?:not\s+in|in)\b|(?:includes|has|hasOwn|fullmatch|match|test|isalnum|get|basename|secure_filename|indexOf)\(\s*(?:\w+\.)*kid\b|is_relative_to|\.resolve\(|realpath|normpath|startsWith\(|startswith\(|\.name\b|kid\.(?:isalnum|match|fullmatch|isdigit)/

/** The key of a token read from a file whose name the token gives: any file whose content somebody knows is a key then. */
export function chosenKeyFiles(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file) || !/\bkid\b/.test(reader.textOf(module.file))) continue
    for (const fn of module.functions) {
      const scope: Scope = { module, function: fn }
      const text = fn.index === 0 ? '' : reader.textOf(module.file).slice(fn.start, fn.end)
      if (!TAKES_KID.test(text) || !VERIFIES.test(`${text} ${fn.name}`) || KEEPS.test(text)) continue
      const read = reader
        .callsIn(fn)
        .find((call) => READS_FILE.test(call.method) && /\bkid\b/.test(textAt(reader, module, call.call.start, call.call.end, 300)))
      if (read === undefined) continue
      context.emit(scope, read.call.start, read.call.end, {
        kind: 'jwt-key-by-path',
        cwe: 22,
        message: 'the token names the file that its key is read from: a file whose content is known signs any token',
        confidence: 'medium',
      })
    }
  }
}

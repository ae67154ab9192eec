import { functionAt } from '../engine/program.ts'
import { isServed } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { saysAnywhere } from './said-anywhere.ts'

/** A filter of uploads that believes the type which the sender says. */
const BELIEVES =
  /\b\w+\.(?:includes|has|test)\(\s*(?:\w+\.)*file\w*\.mimetype\s*\)|(?:\w+\.)*(?:file|upload)\w*\.content_type\s+(?:not\s+)?in\s+\w+/g
/** The type of an answer by the ending of a name. */
const BY_NAME =
  /\.(?:type|contentType)\(\s*(?:path\.)?extname\(|\b(?:mime\.(?:lookup|getType)|mimetypes\.guess_type)\(\s*[\w.[\]'"]*(?:name|filename)\b/
/** What looks at the bytes or at the ending of what was sent, or gives no file out to be shown. */
const LOOKS =
  /file-type|fileTypeFrom|\bmagic\b|\bsharp\(|Image\.open|puremagic|imghdr|\.subarray\(0|\.buffer\[0\]|readUInt|\.buffer\.(?:subarray|slice|toString)|\bsignatures\b|file_?signature|allowed_?ext|extensions?\b|splitext\(\s*\w*\.?filename|extname\(\s*(?:\w+\.)*file\w*\.originalname|as_attachment|\.attachment\(|\.download\([^)]*attach/i

/** An answer that a browser keeps instead of showing it. */
const KEPT = /["'`]attachment\s*[;"'`]/

/** The sender says which type a file has, and the name that the sender gave it which type it is given out as: the two need not agree. */
export function claimedFilters(context: PatternContext): void {
  const { reader } = context
  if (!saysAnywhere(context, BY_NAME) || saysAnywhere(context, LOOKS) || saysAnywhere(context, KEPT)) return
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    for (const found of reader.textOf(module.file).matchAll(BELIEVES))
      context.emit({ module, function: functionAt(module, 0) }, found.index, found.index + found[0].length, {
        kind: 'claimed-type',
        cwe: 434,
        message: 'the type that the sender claims is what lets a file in, and the ending of its name the type under which it is given out',
        confidence: 'medium',
      })
  }
}

import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { definitionBehind, isServed, slotText } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'

const CLAIM = /^(?:content_type|mimetype|contentType)$/
const UPLOAD = /(?:^|[._])(?:uploads?|files?|documents?|images?|photos?|pictures?|avatars?|attachments?|media)(?:$|[._[])/i
/** What looks at the type, at the first bytes or at the suffix of what was sent. */
const LOOKS =
  /(?<!\b(?:request|req|response|res)\.)\b(?:content_?type|mime_?type)\w*\s*(?:not\s+in\b|in\b|===?|!==?)|(?<!\b(?:request|req|response|res)\.)\b(?:content_?type|mime_?type)\.(?:startswith|startsWith|match)|\.(?:includes|has|test)\(\s*[\w.]*(?:content_?type|mime_?type)|FileExtensionValidator|\bmagic\.|\bfiletype\b|\bimghdr\b|file-type|fileFilter|ImageField|allowed_?(?:content_?|mime_?)?types|splitext|\.suffix\b|extname/i
/** What makes a browser keep a file instead of showing it. */
const KEEPS = /as_attachment\s*=\s*True|attachment\s*[;"'`]|\.attachment\(|\.download\(/

interface Kept {
  readonly field: string
  readonly scope: Scope
  readonly start: number
  readonly end: number
}

/** The type that a sender claims for a file, kept beside it and given back as the type of an answer: a page of HTML is then one of ours. */
export function claimedTypes(context: PatternContext): void {
  const { reader } = context
  const kept = [...keptByCalls(context), ...keptByWrites(context)]
  if (kept.length === 0) return
  const texts = reader.program.modules.filter(({ file }) => isServed(reader, file)).map(({ file }) => reader.textOf(file))
  if (texts.some((text) => LOOKS.test(text))) return
  for (const { field, scope, start, end } of kept) {
    const answers = new RegExp(
      `(?:content_type|mimetype|media_type)\\s*=\\s*[\\w.]+\\.${field}\\b|(?:\\.type|[Cc]ontent-[Tt]ype['"\`])\\s*[(,\\]]\\s*=?\\s*[\\w.]+\\.${field}\\b`,
    )
    const isShown = texts.some((text) => text.split('\n').some((line) => answers.test(line) && !KEEPS.test(line)))
    if (!isShown) continue
    context.emit(scope, start, end, {
      kind: 'claimed-type',
      cwe: 434,
      message: `the type that the sender claims is kept in ${field}, and is the type under which the file is given out`,
      details: { field },
      confidence: 'medium',
    })
  }
}

/** `Document.objects.create(file=upload, content_type=upload.content_type)`. */
function keptByCalls({ reader }: PatternContext): readonly Kept[] {
  return reader.calls.flatMap((call) => {
    if (!isServed(reader, call.module.file) || /Response$|send_file$/.test(call.name)) return []
    return call.call.args.flatMap((argument): Kept[] => {
      if (argument.kind !== 'named' || !isClaim({ reader }, call, argument.value)) return []
      return [{ field: argument.name, scope: call, start: call.call.start, end: call.call.end }]
    })
  })
}

/** `document.kind = upload.content_type`. */
function keptByWrites({ reader }: PatternContext): readonly Kept[] {
  return reader.program.modules.flatMap((module) =>
    !isServed(reader, module.file)
      ? []
      : module.functions.flatMap((fn) =>
          fn.blocks.flatMap(({ instructions }) =>
            instructions.flatMap((one): Kept[] => {
              const scope = { module, function: fn }
              return one.op === 'set' && isClaim({ reader }, scope, one.src)
                ? [{ field: one.key, scope, start: one.start, end: one.end }]
                : []
            }),
          ),
        ),
  )
}

function isClaim({ reader }: Pick<PatternContext, 'reader'>, scope: Scope, slot: Slot): boolean {
  const read = definitionBehind(scope, slot)
  return (
    read?.instruction.op === 'get' && CLAIM.test(read.instruction.key) && UPLOAD.test(slotText(reader, read.scope, read.instruction.object))
  )
}

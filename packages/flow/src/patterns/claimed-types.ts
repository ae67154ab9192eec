import { argumentSlot, type Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { definitionBehind, isServed, parameterBehind, type Reader, slotText } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { madeRows } from './made-rows.ts'
import { reachedFrom } from './reached-code.ts'

const CLAIM = /^(?:content_type|mimetype|contentType)$/
/** How a file of a form is read, whatever its variable is called. */
const OF_FORM = /\b(?:files?|form|formdata|multipart|parsebody|uploads?)\b|\.post\(\)/i
const UPLOAD = /(?:^|[._])(?:uploads?|files?|documents?|images?|photos?|pictures?|avatars?|attachments?|media)(?:$|[._[])/i
/** What looks at the type, at the first bytes or at the suffix of what was sent. */
const LOOKS =
  /(?<!\b(?:request|req|response|res)\.)\b(?:content_?type|mime_?type)\w*\s*(?:not\s+in\b|in\b|===?|!==?)|(?<!\b(?:request|req|response|res)\.)\b(?:content_?type|mime_?type)\.(?:startswith|startsWith|match)|\.(?:includes|has|test)\(\s*[\w.]*(?:content_?type|mime_?type)|FileExtensionValidator|\bmagic\.|\bfiletype\b|\bimghdr\b|file-type|fileFilter|ImageField|allowed_?(?:content_?|mime_?)?types|splitext|\.suffix\b|extname|Image\.open|\bsharp\(|fileTypeFrom|puremagic/i
/** What makes a browser keep a file instead of showing it. */
const KEEPS = /as_attachment\s*=\s*True|["'`]attachment["'`]|attachment\s*;|\.attachment\(|\.download\(/

/** `photo.kind`, `row["kind"]`, `file!.kind`, or a variable of that name that was taken out of the row. */
const VALUE = (field: string): string => `(?:[\\w.!?]+(?:\\.|\\[["'])${field}\\b|${field}\\s*[,)}])`

/** Whether the type of an answer is that field, and nothing beside it makes a browser keep the file instead of showing it. */
function showsUnder(text: string, answers: RegExp): boolean {
  const lines = text.split('\n')
  return lines.some((line, at) => {
    if (!answers.test(line) || KEEPS.test(line)) return false
    const near = lines.slice(Math.max(0, at - REACH), at + REACH + 1)
    return !near.some((other) => KEEPS.test(other) && indentOf(other) <= indentOf(line))
  })
}

/** Lines round an answer in which its other headers stand; what is further in than the answer holds only sometimes. */
const REACH = 6
const indentOf = (line: string): number => line.length - line.trimStart().length

/** The route that takes the file. */
function routeOf({ reader, routes }: PatternContext, scope: Scope): { readonly route?: string } {
  const taken = routes.find(
    ({ fact, handler }) =>
      handler !== null && fact.method !== 'GET' && reachedFrom(reader, handler, 2).some((one) => one.function === scope.function),
  )
  return taken === undefined ? {} : { route: `${taken.fact.method} ${taken.fact.path}` }
}

interface Kept {
  readonly field: string
  readonly scope: Scope
  readonly start: number
  readonly end: number
  /** Whether it is the name of the file that the type comes of. */
  readonly isGuessed?: boolean
}

const GUESSES = /\bmimetypes\.guess_(?:file_)?type\(|\bmime\.(?:lookup|getType)\(/
/** What looks at the suffix or the bytes of a file, or at what was guessed of it. */
const LOOKS_AT_NAME =
  /FileExtensionValidator|\bmagic\.|\bfiletype\b|\bimghdr\b|file-type|fileFilter|ImageField|allowed_?ext|splitext|\.suffix\b|extname|Image\.open|\bsharp\(|fileTypeFrom|puremagic|(?:startswith|startsWith)\(\s*(?:b["']|SIGNATURE|MAGIC)|\bguess\w*\s*(?:not\s+)?in\b|\.endswith\(/

/** `content_type = mimetypes.guess_type(upload.filename)[0]`, also by a function of the tree that does so. */
function guessAt(reader: Reader, scope: Scope, slot: Slot, depth = 0): Pick<Kept, 'scope' | 'start' | 'end'> | null {
  const made = depth > DEEPEST_GUESS ? null : definitionBehind(scope, slot)
  if (made === null) return null
  const { instruction } = made
  if (instruction.op === 'index') return guessAt(reader, made.scope, instruction.object, depth + 1)
  if (instruction.op !== 'call') return null
  const { start, end } = instruction
  const seen = reader.seenCall(instruction)
  const isOfUpload = instruction.args.some(({ value }) => NAMED_FILE.test(slotText(reader, made.scope, value)))
  if (!isOfUpload || seen === undefined) return null
  if (seen.callee.kind !== 'function') return GUESSES.test(`${seen.name}(`) ? { scope: made.scope, start, end } : null
  const { module, function: fn } = seen.callee
  const text = reader.textOf(module.file).slice(fn.start, fn.end)
  return text.length < LONGEST_GUESS && GUESSES.test(text) ? { scope: made.scope, start, end } : null
}

const DEEPEST_GUESS = 3
const LONGEST_GUESS = 1200
const NAMED_FILE = /file_?name|original_?name|\bname\b/i

/** The type that a sender claims for a file, kept beside it and given back as the type of an answer: a page of HTML is then one of ours. */
export function claimedTypes(context: PatternContext): void {
  const { reader } = context
  const kept = [...keptByCalls(context), ...keptByWrites(context), ...keptInRows(context)]
  if (kept.length === 0) return
  const texts = reader.program.modules.filter(({ file }) => isServed(reader, file)).map(({ file }) => reader.textOf(file))
  const isLookedAt = texts.some((text) => LOOKS.test(text))
  const isNameLookedAt = texts.some((text) => LOOKS_AT_NAME.test(text))
  for (const { field, scope, start, end, isGuessed = false } of kept) {
    if (isGuessed ? isNameLookedAt : isLookedAt) continue
    const answers = new RegExp(
      `(?:content_type|mimetype|media_type)\\s*=\\s*${VALUE(field)}|(?:\\.type|[Cc]ontent-[Tt]ype['"\`])\\s*[(,:=\\]]\\s*=?\\s*${VALUE(field)}`,
    )
    const isShown = texts.some((text) => showsUnder(text, answers))
    if (!isShown) continue
    context.emit(scope, start, end, {
      kind: 'claimed-type',
      cwe: 434,
      message: isGuessed
        ? `the type is guessed by the name that the sender gives, kept in ${field}, and is the type under which the file is given out`
        : `the type that the sender claims is kept in ${field}, and is the type under which the file is given out`,
      details: { field, ...routeOf(context, scope) },
      confidence: 'medium',
    })
  }
}

/** `Document.objects.create(file=upload, content_type=upload.content_type)`. */
function keptByCalls({ reader }: PatternContext): readonly Kept[] {
  return reader.calls.flatMap((call) => {
    if (!isServed(reader, call.module.file) || /Response$|send_file$/.test(call.name)) return []
    return call.call.args.flatMap((argument): Kept[] => {
      if (argument.kind !== 'named') return []
      if (isClaim({ reader }, call, argument.value))
        return [{ field: argument.name, scope: call, start: call.call.start, end: call.call.end }]
      const guess = /type$|^mime$/i.test(argument.name) && call.callee.kind === 'class' ? guessAt(reader, call, argument.value) : null
      return guess === null ? [] : [{ field: argument.name, ...guess, isGuessed: true }]
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

/** `INSERT INTO files (path, type) VALUES (?, ?)` with the type of an upload, here or as the callers of the function give it. */
function keptInRows({ reader }: PatternContext): readonly Kept[] {
  return madeRows(reader).flatMap(({ call, entries }) =>
    !isServed(reader, call.module.file)
      ? []
      : entries.flatMap(({ key, scope, value }) => claimsGiven(reader, scope, value).map((claim): Kept => ({ field: key, ...claim }))),
  )
}

type Claim = Omit<Kept, 'field'>

function claimsGiven(reader: Reader, scope: Scope, slot: Slot): readonly Claim[] {
  if (isClaim({ reader }, scope, slot)) {
    const read = definitionBehind(scope, slot)
    return read === null ? [] : [{ scope: read.scope, start: read.instruction.start, end: read.instruction.end }]
  }
  const parameter = parameterBehind(scope, slot)
  if (parameter === null || parameter.function !== scope.function) return []
  const { parameters, selfSlot } = scope.function
  const taken = parameters[parameter.index]
  const position = parameters.filter((one) => one.slot !== selfSlot).findIndex((one) => one === taken)
  return reader.callersOf(scope.function).flatMap((call) => {
    const given = argumentSlot(call.call.args, position, taken?.name)
    return given >= 0 && isClaim({ reader }, call, given) ? [{ scope: call, start: call.call.start, end: call.call.end }] : []
  })
}

function isClaim({ reader }: Pick<PatternContext, 'reader'>, scope: Scope, slot: Slot): boolean {
  const read = definitionBehind(scope, slot)
  if (read?.instruction.op !== 'get' || !CLAIM.test(read.instruction.key)) return false
  const { object } = read.instruction
  if (UPLOAD.test(slotText(reader, read.scope, object))) return true
  const made = definitionBehind(read.scope, object)
  return made !== null && OF_FORM.test(reader.textOf(made.scope.module.file).slice(made.instruction.start, made.instruction.end))
}

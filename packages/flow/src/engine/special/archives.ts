import type { IrFunction } from '../../ir/ir.ts'
import type { SourceModel } from '../../knowledge/model.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { callFunction, NO_ARGUMENTS } from '../call-function.ts'
import { getMember } from '../members.ts'
import { library } from '../run-handler.ts'
import { sourceTaints } from '../source-taints.ts'
import { functionHints } from '../unknown-call.ts'
import { NOTHING, type Value } from '../value.ts'
import type { SpecialCall } from './special-call.ts'

const ENTRY: SourceModel = {
  names: ['<archive>'],
  gives: 'request',
  in: 'file',
  what: 'a name inside an archive',
  isContainer: true,
  only: ['path-traversal'],
}

/** `parser.on('entry', (entry) => ...)`: what the archive says of the entry. */
function archiveEvent(act: Activation, use: CallUse): Value {
  const [event, listener] = use.args.positional
  const entry: Value = { ...NOTHING, taints: sourceTaints(act, ENTRY, null, use.instruction) }
  if (event?.constant === 'entry')
    for (const callback of functionHints(listener?.hint ?? null))
      callFunction(act, callback, { ...NO_ARGUMENTS, positional: [entry], isOpen: true }, use.instruction)
  return use.receiver ?? NOTHING
}

/** The same of a reader that the program made itself, where the listener takes a name and the content from what it is given. */
export function guessedArchive(act: Activation, use: CallUse): Value | null {
  const [event, listener] = use.args.positional
  if (event?.constant !== 'entry') return null
  return functionHints(listener?.hint ?? null).some((callback) => takesEntry(callback.function)) ? archiveEvent(act, use) : null
}

function takesEntry({ parameters, selfSlot, blocks }: IrFunction): boolean {
  const entry = parameters.find(({ slot }) => slot !== selfSlot)?.slot
  const instructions = blocks.flatMap((block) => block.instructions)
  return (
    instructions.some((one) => one.op === 'call' && one.receiver === entry && one.method === 'pipe') &&
    instructions.some((one) => one.op === 'get' && one.object === entry && /^(?:path|name|fileName|entryName)$/.test(one.key))
  )
}

/** yauzl refuses names that lead outwards itself, unless it is told not to decode them. */
function openedZip(act: Activation, use: CallUse): Value {
  const [, options = NOTHING] = use.args.positional
  const isRaw = options.objects.length > 0 && getMember(act, options, 'decodeStrings', use.instruction).constant === false
  const zip = library(isRaw ? 'yauzl.RawZipFile' : 'yauzl.ZipFile')
  for (const callback of use.args.positional.flatMap(({ hint }) => functionHints(hint)))
    callFunction(act, callback, { ...NO_ARGUMENTS, positional: [NOTHING, zip], isOpen: true }, use.instruction)
  return zip
}

const PARSERS = ['unzipper.Parse()', 'unzip-stream.Parse()', 'unzip.Parse()', 'tar-stream.extract()', 'tar.Parser()', 'tar.Parse()']

/** Readers of archives that tell of one entry after the other. */
export const ARCHIVE_CALLS: readonly (readonly [string, SpecialCall])[] = [
  ...[...PARSERS, 'yauzl.RawZipFile'].map((reader): [string, SpecialCall] => [`${reader}.on`, archiveEvent]),
  ...['open', 'fromBuffer', 'fromFd', 'fromRandomAccessReader'].map((name): [string, SpecialCall] => [`yauzl.${name}`, openedZip]),
]

import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, obstacleOf, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

export type Upload = (filename: string, content: Buffer) => Promise<Reply>

/** A name in a folder that is not there fails, one in the folder above does not: the name is used as a path. */
export async function probeUploadNames(probing: Probing, operation: Operation, good: Reply, { send, read }: UploadWays): Promise<void> {
  const word = probing.values.nonce('folder', 12)
  const content = Buffer.from(word)
  const missing = await send(`${word}/note.txt`, content)
  if (missing.status < 500) return void (await overwrites(probing, operation, missing, { send, read }, word))
  const above = await send(`../${word}.txt`, content)
  const plain = await send(`${word}.txt`, content)
  const again = await send(`${word}b/note.txt`, content)
  const isOnce = isSuccess(above) && isSuccess(plain) && again.status >= 500
  const aboveAgain = isOnce ? await send(`../${word}b.txt`, content) : null
  const isSeen = aboveAgain !== null && isSuccess(aboveAgain)
  probing.trial(
    'pathTraversal',
    trialOn(operation, {
      name: 'name of an upload',
      parameter: 'file name',
      saw: isSeen ? 'effect' : 'unclear',
      effect: isSeen
        ? `the name of an upload is a path: in a folder that is not there it fails (${missing.status}), in the one above (../) it is taken (${above.status})`
        : `a name in a folder that is not there got ${missing.status}, one with ../ ${above.status}`,
      identity: probing.identities.userA?.name ?? 'anonymous',
      baseline: good.exchange,
      control: plain.exchange,
      attempts: exchangesOf(missing, above, again, aboveAgain),
      reproduced: { count: Number(isOnce) + Number(isSeen), of: 2 },
    }),
  )
}

/** How files are stored under a name and read again, by what the answer to their upload told. */
export interface UploadWays {
  readonly send: Upload
  readonly read: (reply: Reply, word: string, filename: string) => Promise<Reply | null>
}

/**
 * Folders are made as names want them: then a name that goes into a folder and out of it again (`a/../b`) overwrites the file of the plain
 * name, where one that only ends like it (`a/b`) does not.
 */
async function overwrites(probing: Probing, operation: Operation, missing: Reply, { send, read }: UploadWays, word: string): Promise<void> {
  if (!isSuccess(missing) || !missing.body.includes(`${word}/note.txt`)) return
  const first = await climb(probing, { send, read }, word)
  if (first === null) return
  const second = first.isSeen ? await climb(probing, { send, read }, probing.values.nonce('folder', 12)) : null
  const count = Number(first.isSeen) + Number(second?.isSeen ?? false)
  const { before, kept, climbed, after } = first
  probing.trial(
    'pathTraversal',
    trialOn(operation, {
      name: 'name of an upload',
      parameter: 'file name',
      saw: count === 2 ? 'effect' : count === 0 && first.isKept ? 'no-effect' : 'unclear',
      effect:
        count > 0
          ? 'the name of an upload is a path: one with ../ overwrites the file that another upload stored'
          : `an upload whose name holds ../ got ${climbed.status} and changed no other file`,
      identity: probing.identities.userA?.name ?? 'anonymous',
      baseline: before.exchange,
      control: kept.exchange,
      attempts: exchangesOf(climbed, after, second?.climbed, second?.after),
      reproduced: { count, of: 2 },
    }),
  )
}

interface Climb {
  /** The file as it was stored, and after another name that only ends like its own. */
  readonly before: Reply
  readonly kept: Reply
  readonly climbed: Reply
  readonly after: Reply
  /** The file is another than was stored under its name. */
  readonly isSeen: boolean
  /** The upload was answered, and the file is the same; or the last word alone names it, whatever stands before. */
  readonly isKept: boolean
}

/** Stores three files under names that end the same; null where the first cannot be read. */
async function climb(probing: Probing, { send, read }: UploadWays, word: string): Promise<Climb | null> {
  const { values } = probing
  const words = [values.nonce('first', 12), values.nonce('second', 12), values.nonce('third', 12)] as const
  const name = `${word}.txt`
  const [own, beside, through] = [name, `${word}/${name}`, `${word}/../${name}`]
  const first = await send(own, Buffer.from(words[0]))
  const before = isSuccess(first) ? await read(first, words[0], own) : null
  if (before === null) return null
  await send(beside, Buffer.from(words[1]))
  const ask = (): Promise<Reply> =>
    probing.send(probing.identities.userA, { method: 'GET', path: new URL(before.exchange.url).pathname, mayFail: true })
  const kept = await ask()
  const climbed = await send(through, Buffer.from(words[2]))
  const after = await ask()
  const wasOwn = isSuccess(kept) && kept.body.includes(words[0])
  const isLastWord = isSuccess(kept) && kept.body.includes(words[1])
  return {
    before,
    kept,
    climbed,
    after,
    isSeen: wasOwn && isSuccess(after) && after.body.includes(words[2]),
    isKept: isLastWord || (wasOwn && isSuccess(after) && after.body.includes(words[0]) && obstacleOf(climbed) === ''),
  }
}

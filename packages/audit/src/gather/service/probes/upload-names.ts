import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
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
  const isSeen = isSuccess(above) && isSuccess(plain) && again.status >= 500
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
      attempts: exchangesOf(missing, above, again),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
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
  const { values } = probing
  const words = [values.nonce('first', 12), values.nonce('second', 12), values.nonce('third', 12)] as const
  const name = `${word}.txt`
  const [own, beside, through] = [name, `${word}/${name}`, `${word}/../${name}`]
  const first = await send(own, Buffer.from(words[0]))
  const before = isSuccess(first) ? await read(first, words[0], own) : null
  if (before === null) return
  await send(beside, Buffer.from(words[1]))
  const ask = (): Promise<Reply> =>
    probing.send(probing.identities.userA, { method: 'GET', path: new URL(before.exchange.url).pathname, mayFail: true })
  const kept = await ask()
  const climbed = await send(through, Buffer.from(words[2]))
  const [after, again] = [await ask(), await ask()]
  const isSeen = kept.body.includes(words[0]) && after.body.includes(words[2]) && again.body.includes(words[2])
  probing.trial(
    'pathTraversal',
    trialOn(operation, {
      name: 'name of an upload',
      parameter: 'file name',
      saw: isSeen ? 'effect' : isSuccess(kept) ? 'no-effect' : 'unclear',
      effect: isSeen
        ? 'the name of an upload is a path: one with ../ overwrites the file that another upload stored'
        : `an upload whose name holds ../ got ${climbed.status} and changed no other file`,
      identity: probing.identities.userA?.name ?? 'anonymous',
      baseline: before.exchange,
      control: kept.exchange,
      attempts: exchangesOf(climbed, after, again),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
    }),
  )
}

import { type InjectionPoint, nameOf } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { requestOf, withValue } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

export const PASSWD = /^root:[^:\n]*:0:0:/m
const FOLDER = `${'../'.repeat(12)}etc`
/** Pairs of places of one operation that are tried. */
const MOST_PAIRS = 4

/** A file's path that is put together of two places of a request: the folder goes into one, the name into the other, which may take no slash. */
export async function probeSplitPaths(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  const hinted = points.filter(({ hints }) => hints.has('path-traversal'))
  for (const group of Map.groupBy(hinted, ({ accepted }) => accepted.operation.key).values()) {
    const pairs = group.flatMap((folder) => group.filter((name) => name !== folder).map((name) => [folder, name] as const))
    for (const [folder, name] of pairs.slice(0, MOST_PAIRS)) if (await isRead(probing, folder, name)) break
  }
}

async function isRead(probing: Probing, folder: InjectionPoint, name: InjectionPoint): Promise<boolean> {
  const { session, draft, operation, reply } = folder.accepted
  const ask = (file: string): Promise<Reply> =>
    probing.send(session, { ...requestOf(withValue(withValue(draft, folder.place, FOLDER), name.place, file)), mayFail: true })
  const first = await ask('passwd')
  if (!PASSWD.test(first.body)) return false
  const again = await ask('passwd')
  const control = await ask(probing.values.nonce('missing'))
  const isSeen = PASSWD.test(again.body) && !PASSWD.test(control.body)
  probing.trial(
    'pathTraversal',
    trialOn(operation, {
      name: 'system-file',
      parameter: nameOf(folder),
      saw: isSeen ? 'effect' : 'unclear',
      effect: `${FOLDER} there and passwd in ${nameOf(name)} give the system's list of users`,
      identity: session?.name ?? 'anonymous',
      baseline: reply.exchange,
      control: control.exchange,
      attempts: exchangesOf(first, again),
      reproduced: { count: isSeen ? 2 : 1, of: 2 },
    }),
  )
  return isSeen
}

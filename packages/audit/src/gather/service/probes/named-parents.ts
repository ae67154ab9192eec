import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { type Draft, draftOf, type Place, requestOf, unknownLike, withValue } from '../requests.ts'
import type { Session } from '../session.ts'
import { exchangesOf, sawWithout, trialOn } from '../trial-parts.ts'
import { singular } from '../values.ts'
import { saidOn } from './same-object.ts'

const MOST = 6

/** A place outside of the path that names what the path names as well: the header `X-Workspace` beside `/workspaces/{ws}`. */
interface Named {
  readonly operation: Operation
  readonly parameter: string
  readonly place: Place
}

/** What is below a parent of one user, asked for below a parent of another by a header, a cookie or a parameter that names the first. */
export async function probeNamedParents(probing: Probing, owner: Session, other: Session): Promise<void> {
  for (const named of probing.wireOperations.flatMap(namedIn).slice(0, MOST)) await probeOne(probing, named, owner, other)
}

function namedIn(operation: Operation): readonly Named[] {
  if (operation.method !== 'GET') return []
  const parents = [...operation.path.matchAll(/([\w-]+)\/\{([^}]+)\}/g)].map(([, noun = '', parameter = '']) => ({ noun, parameter }))
  return operation.parameters.flatMap(({ name, in: where }): Named[] => {
    if (where === 'path') return []
    const parent = parents.find(({ noun }) => wordOf(name).includes(singular(wordOf(noun))))
    return parent === undefined ? [] : [{ operation, parameter: parent.parameter, place: { in: where, name } }]
  })
}

async function probeOne(probing: Probing, { operation, parameter, place }: Named, owner: Session, other: Session): Promise<void> {
  const [owners, others] = [await probing.idsFor(operation, owner), await probing.idsFor(operation, other)]
  const [wanted, held] = [owners[parameter], others[parameter]]
  if (wanted === undefined || held === undefined || wanted === held) return
  const draft = (ids: Readonly<Record<string, string>>): Draft => draftOf(operation, probing.values, ids, {})
  const ask = (session: Session, from: Draft): Promise<Reply> => probing.send(session, { ...requestOf(from), mayFail: true })
  const own = await ask(owner, draft(owners))
  const plain = await ask(other, draft(others))
  const refused = await ask(other, draft({ ...others, [parameter]: wanted }))
  const shows = (reply: Reply): boolean => isSuccess(reply) && saidOn(reply, []) === saidOn(own, [])
  // Where both have the same to show, or everybody is shown the first, the name makes no difference.
  if (!isSuccess(own) || !isSuccess(plain) || shows(plain) || isSuccess(refused)) return
  const named = withValue(draft(others), place, wanted)
  const attempts = [await ask(other, named)]
  if (attempts.some(shows)) attempts.push(await ask(other, named))
  const count = attempts.filter(shows).length
  const control = count > 0 ? await ask(other, withValue(draft(others), place, unknownLike(wanted))) : refused
  operation.probes += 1
  probing.trial(
    'objectAccess',
    trialOn(operation, {
      name: 'read',
      parameter: `${place.in} ${place.name}`,
      saw: count === 2 && !shows(control) ? 'effect' : count > 0 ? 'unclear' : sawOf(plain, attempts[0]),
      effect:
        count > 0
          ? `${other.name} asked below a parent of its own and named the one of ${owner.name} in the ${place.in} ${place.name}: it got what is below that`
          : `the ${place.in} ${place.name} made no difference to ${other.name}`,
      identity: other.name,
      baseline: own.exchange,
      control: control.exchange,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: attempts.length },
      details: { isPublic: false, hasCanary: false },
    }),
  )
}

/** What the answer says where the name shows nothing of the other: it makes no difference, or is refused. */
function sawOf(plain: Reply, reply: Reply | undefined): ReturnType<typeof sawWithout> {
  if (reply === undefined || !isSuccess(reply)) return sawWithout(reply)
  return saidOn(reply, []) === saidOn(plain, []) ? 'no-effect' : 'unclear'
}

const wordOf = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '')

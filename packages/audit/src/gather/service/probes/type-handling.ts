import type { InjectionPoint } from '../injection-points.ts'
import { nameOf, submitAt, withoutSameIds } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const WRONG: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['array', [[]]],
  ['object', { a: { b: 1 } }],
  ['number', -1],
  ['huge-number', 1e308],
  ['empty', ''],
  ['long-text', 'x'.repeat(20_000)],
  ['nul-byte', 'a\u0000b'],
  ['unicode', '\u{1F4A9}\u202E\uD800'],
]
const WRONG_TEXT: readonly (readonly [string, unknown])[] = [
  ...WRONG.filter(([, value]) => typeof value !== 'object'),
  ['text', 'NaN'],
  ['date', '2024-02-30T99:99:99Z'],
  ['percent', '%'],
]

/** Values of wrong types and sizes in every place; a failure of the server is what counts, seen twice. */
export async function probeTypeHandling(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  for (const point of withoutSameIds(points)) {
    const cases = point.place.in === 'body' ? WRONG : WRONG_TEXT
    const failures: { readonly name: string; readonly replies: readonly Reply[] }[] = []
    let blocked = 0
    for (const [name, value] of cases) {
      if (point.place.in === 'path' && value === '') continue
      const reply = await submitAt(probing, point, value)
      if (reply.status === 429 || reply.status === 0) blocked += 1
      rememberCreated(probing, point.accepted, reply)
      if (reply.status < 500) continue
      failures.push({ name, replies: [reply, await submitAt(probing, point, value)] })
      if (failures.length >= 2) break
    }
    const repeated = failures.filter(({ replies }) => replies.every((reply) => reply.status >= 500))
    const first = repeated[0] ?? failures[0]
    probing.trial(
      'typeHandling',
      trialOn(point.accepted.operation, {
        name: repeated.length > 0 ? repeated.map(({ name }) => name).join(', ') : `${cases.length} wrong values`,
        parameter: nameOf(point),
        saw:
          repeated.length > 0
            ? point.accepted.reply.status < 500
              ? 'effect'
              : 'unclear'
            : failures.length > 0
              ? 'unclear'
              : blocked * 2 > cases.length
                ? 'blocked'
                : 'no-effect',
        effect:
          first === undefined
            ? `${cases.length} wrong values gave no failure of the server`
            : `${first.name} gives ${first.replies[0]?.status ?? 500}`,
        identity: point.accepted.session?.name ?? 'anonymous',
        baseline: point.accepted.reply.exchange,
        control: point.accepted.reply.exchange,
        attempts: exchangesOf(...(first?.replies ?? [])),
        reproduced: { count: repeated.length > 0 ? 2 : failures.length, of: 2 },
      }),
    )
  }
  await credentials(probing)
}

/** Login and registration with values of wrong types, which nobody would call input handling until they fail. */
async function credentials(probing: Probing): Promise<void> {
  for (const operation of [probing.identities.login, probing.identities.register]) {
    if (operation === null) continue
    for (const [name, value] of [
      ['object', { a: 1 }],
      ['array', [1]],
      ['number', 5],
      ['null', null],
    ] as const) {
      probing.client.takeNextAddress()
      const body = { [probing.identities.loginField]: value, email: value, password: value }
      const ask = (): Promise<Reply> =>
        probing.client.send({
          method: operation.method,
          path: operation.path,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          identity: 'anonymous',
          mayFail: true,
        })
      const reply = await ask()
      const again = reply.status >= 500 ? await ask() : null
      const isRepeated = again !== null && again.status >= 500
      if (isRepeated || name === 'null') {
        probing.trial(
          'typeHandling',
          trialOn(operation, {
            name,
            parameter: null,
            saw: isRepeated ? 'effect' : 'no-effect',
            effect: isRepeated ? `${name} in place of text gives ${reply.status}` : 'wrong types gave no failure of the server',
            baseline: probing.identities.userA?.loginReply?.exchange ?? null,
            control: probing.identities.userA?.loginReply?.exchange ?? null,
            attempts: exchangesOf(reply, again),
            reproduced: { count: isRepeated ? 2 : 0, of: 2 },
          }),
        )
      }
      if (isRepeated) break
    }
  }
}

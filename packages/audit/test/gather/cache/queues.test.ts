import { expect, it } from 'vitest'
import { queueKeysIn } from '../../../src/gather/cache/queues.ts'

it.each<readonly [string, readonly string[], readonly string[]]>([
  [
    'Bull',
    ['bull:mail:id', 'bull:mail:wait', 'bull:mail:completed', 'bull:mail:17'],
    ['bull bull:mail waiting llen', 'bull bull:mail finished zcard'],
  ],
  ['BullMQ with a prefix of its own', ['{app}:mail:meta', '{app}:mail:active'], ['bull {app}:mail active llen']],
  ['RQ', ['rq:queue:default', 'rq:wip:default', 'rq:job:1'], ['rq default waiting llen', 'rq default active zcard']],
  [
    'Celery',
    ['celery', 'unacked', 'unacked_index', '_kombu.binding.reports', 'reports'],
    ['celery celery waiting llen', 'celery celery active hlen', 'celery reports waiting llen'],
  ],
  ['nothing that only sounds so', ['order:active', 'task:failed', 'unacked', 'reports'], []],
])('reads the keys of %s', (_name, keys, expected) => {
  expect(queueKeysIn(keys).map(({ library, name, part, command }) => `${library} ${name} ${part} ${command}`)).toEqual(expected)
})

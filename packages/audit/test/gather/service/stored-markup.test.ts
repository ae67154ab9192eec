import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeReflection } from '../../../src/gather/service/probes/reflection.ts'
import { liveOutcome, operationOf, probeAt } from './probe-harness.ts'
import { text } from './users-at.ts'

const escaped = (value: string): string => value.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)

it.each<readonly [string, (value: string) => string, string, string]>([
  ['as it is', (value) => value, '', 'fail'],
  ['as it is, below its own path,', (value) => value, '/card', 'fail'],
  ['as text', escaped, '', 'pass'],
])('what was written is shown %s on the page of what was made, which another word names', async (_name, shown, below, outcome) => {
  const tickets: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      if (request.method === 'POST' && request.url === '/tickets') {
        tickets.push(String((JSON.parse(body) as { subject?: unknown }).subject))
        response
          .writeHead(201, { 'content-type': 'application/json' })
          .end(JSON.stringify({ id: tickets.length, ref: `T-${tickets.length}` }))
        return
      }
      const subject = tickets[Number(/^\/t\/T-(\d+)(?:\/card)?$/.exec(request.url ?? '')?.[1]) - 1]
      if (subject === undefined) response.writeHead(404, { 'content-type': 'application/json' }).end('{}')
      else response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>${shown(subject)}</h1>`)
    })
  })
  const facts = await probeAt(server, async (probing) => probeReflection(probing, await injectionPoints(probing)), ['crossSiteScripting'], {
    operations: [operationOf('POST', '/tickets', text('subject')), operationOf('GET', `/t/{ref}${below}`)],
  })
  const answer = liveOutcome('input.xss', facts)
  expect(answer.outcome, answer.text).toBe(outcome)
  if (outcome === 'fail')
    expect(answer.text).toContain(`confirmed: GET /t/{ref}${below}: markup that was written by POST /tickets (body subject)`)
})

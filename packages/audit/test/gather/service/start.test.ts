import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StartOptions, startService } from '../../../src/gather/service/start.ts'

const SERVICES: Readonly<Record<string, string>> = {
  good: `require('node:http').createServer((q, r) => r.end('ok')).listen(process.env.PORT, process.env.HOST, () => console.log('listening'))`,
  elsewhere: `require('node:http').createServer((q, r) => r.end('ok')).listen(0, '127.0.0.1')`,
  dying: `console.error('cannot reach the database, JWT_SECRET=' + 'abc'.repeat(6)); process.exit(3)`,
  deaf: `console.log('waiting for something'); setInterval(() => {}, 1000)`,
  stubborn: `process.on('SIGTERM', () => console.log('no')); require('node:http').createServer((q, r) => r.end('ok')).listen(process.env.PORT, '127.0.0.1')`,
  family: `const { spawn } = require('node:child_process'); const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']); require('node:http').createServer((q, r) => r.end(String(child.pid))).listen(process.env.PORT, '127.0.0.1')`,
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-start-'))
  for (const [name, text] of Object.entries(SERVICES)) writeFileSync(join(folder, `${name}.cjs`), text)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const options = (name: string, more: Partial<StartOptions> = {}): StartOptions => ({
  command: `"${process.execPath}" ${name}.cjs`,
  cwd: folder,
  port: null,
  environment: {},
  healthPath: null,
  deadlineMs: 8000,
  signal: new AbortController().signal,
  ...more,
})

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('startService', () => {
  it('waits until the service answers, tells its log and its sockets, and ends it', async () => {
    const service = await startService(options('good'))
    expect(await (await fetch(service.baseUrl)).text()).toBe('ok')
    expect(service.log()).toContain('listening')
    expect(await service.listeners()).toEqual([{ address: '127.0.0.1', port: service.port }])
    const ended = await service.stop()
    expect(ended.endedEarly).toBe(false)
    await expect(fetch(service.baseUrl)).rejects.toThrow()
  })
  it('finds the port of a service that ignores PORT', async () => {
    const service = await startService(options('elsewhere'))
    expect(await (await fetch(service.baseUrl)).text()).toBe('ok')
    await service.stop()
  })
  it('ends the children of the service too', async () => {
    const service = await startService(options('family'))
    const child = Number(await (await fetch(service.baseUrl)).text())
    expect(isAlive(child)).toBe(true)
    await service.stop()
    expect(isAlive(child)).toBe(false)
  })
  it('ends a service that does not want to end', async () => {
    const service = await startService(options('stubborn'))
    await service.stop()
    expect(isAlive(service.pid)).toBe(false)
  }, 15_000)
  it('shows the last lines of a service that ends at once, without its secrets', async () => {
    const error = await startService(options('dying')).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'TARGET_UNHEALTHY' })
    expect(String(error)).toContain('ended with code 3')
    expect(String(error)).toContain('cannot reach the database')
    expect(String(error)).not.toContain('abcabc')
  })
  it('gives up on a service that never answers', async () => {
    const error = await startService(options('deaf', { deadlineMs: 500 })).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'TARGET_UNHEALTHY' })
    expect(String(error)).toContain('waiting for something')
  })
  it('refuses a port that is taken', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await expect(startService(options('good', { port }))).rejects.toMatchObject({ code: 'PORT_IN_USE' })
    await new Promise((resolve) => server.close(resolve))
  })
  it('ends the service when the run is interrupted', async () => {
    const abort = new AbortController()
    const service = await startService(options('good', { signal: abort.signal }))
    abort.abort()
    await service.stop()
    expect(isAlive(service.pid)).toBe(false)
  })
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export interface TestServer {
  readonly url: string
  readonly port: number
}

/** An HTTP server on a free port of 127.0.0.1, gone when the test is over. */
export async function httpServer(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return serverAt((server.address() as AddressInfo).port)
}

/** A server that does with its sockets whatever the test wants, HTTP or not. */
export async function rawServer(onSocket: (socket: Socket) => void): Promise<TestServer> {
  const sockets = new Set<Socket>()
  const server = createRawServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    onSocket(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return serverAt((server.address() as AddressInfo).port)
}

/** Tests with TLS need a certificate, which openssl makes. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** An HTTPS server with a certificate of its own making. */
export async function tlsServer(listener: RequestListener = (_, response) => void response.end('ok')): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'load-tls-'))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const subject = ['-subj', '/CN=127.0.0.1', '-days', '1']
  spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, '-keyout', key, '-out', certificate])
  const server = createHttpsServer({ key: readFileSync(key), cert: readFileSync(certificate) }, listener)
  rmSync(folder, { recursive: true })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `https://127.0.0.1:${port}/`, port }
}

/** A raw server that answers every request with the same bytes. */
export function answering(response: string, then: (socket: Socket) => void = () => {}): Promise<TestServer> {
  return rawServer((socket) => {
    socket.on('data', () => {
      socket.write(response, 'latin1')
      then(socket)
    })
  })
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createRawServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

function serverAt(port: number): TestServer {
  return { url: `http://127.0.0.1:${port}/`, port }
}

// The target of the cost benchmark: nginx where it is there, else the cheapest server that Node can be; 27 bytes of JSON, keep-alive.
import type { ChildProcess } from 'node:child_process'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endOf, firstLine, hasTool, startPinned } from './tools.ts'

export interface FastTarget {
  readonly name: string
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

const PROCESSOR = 1
const MS_PER_TICK = 10

/** Starts the target; null when TLS is asked for and no certificate can be made. */
export async function startFastTarget(secure: boolean): Promise<FastTarget | null> {
  const folder = mkdtempSync(join(tmpdir(), 'load-target-'))
  const certificate = secure ? makeCertificate(folder) : null
  if (secure && certificate === null) {
    rmSync(folder, { recursive: true })
    return null
  }
  const withNginx = hasTool('nginx', 'nginx-light')
  const { child, port } = withNginx ? await startNginx(folder, certificate) : await startNode(certificate)
  return {
    name: withNginx ? 'nginx, one worker' : 'a Node server',
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}/`,
    pid: child.pid ?? 0,
    stop: async () => {
      await endOf(child)
      rmSync(folder, { recursive: true })
    },
  }
}

/** Processor time of a process and its children that are alive, in microseconds. */
export function cpuUsOf(pid: number): number {
  const children = childrenOf(pid)
  const own = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : ''
  const [user = 0, system = 0] = own
    .slice(own.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return (user + system) * MS_PER_TICK * 1000 + children.reduce((sum, child) => sum + cpuUsOf(child), 0)
}

function childrenOf(pid: number): number[] {
  const path = `/proc/${pid}/task/${pid}/children`
  return existsSync(path) ? readFileSync(path, 'utf8').split(' ').filter(Boolean).map(Number) : []
}

interface Certificate {
  readonly key: string
  readonly certificate: string
}

function makeCertificate(folder: string): Certificate | null {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const subject = ['-subj', '/CN=127.0.0.1']
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject, '-keyout', key, '-out', certificate]
  return spawnSync('openssl', args, { stdio: 'ignore' }).status === 0 ? { key, certificate } : null
}

async function startNginx(folder: string, certificate: Certificate | null): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort()
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(join(folder, name))
  const tls = certificate === null ? '' : `ssl_certificate ${certificate.certificate}; ssl_certificate_key ${certificate.key};`
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log /dev/null crit; ${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port}${certificate === null ? '' : ' ssl'}; ${tls}
    location / { default_type application/json; return 200 '{"hello":"world","n":12345}'; }
  }
}
`,
  )
  const child = startPinned(PROCESSOR, ['nginx', '-c', join(folder, 'nginx.conf')])
  for (let attempt = 0; attempt < 100 && !existsSync(join(folder, 'pid')); attempt++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  return { child, port }
}

async function startNode(certificate: Certificate | null): Promise<{ child: ChildProcess; port: number }> {
  const files = certificate === null ? [] : [certificate.key, certificate.certificate]
  const child = startPinned(PROCESSOR, [process.execPath, join(import.meta.dirname, 'fast-server.ts'), ...files])
  return { child, port: Number(await firstLine(child)) }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

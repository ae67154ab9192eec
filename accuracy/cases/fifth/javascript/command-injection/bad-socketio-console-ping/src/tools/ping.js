import { spawn } from 'node:child_process'

export function ping(host, onLine, onEnd) {
  const child = spawn(`ping -c 4 ${host}`, { shell: true, timeout: 15_000 })
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', onLine)
  child.on('error', () => onEnd(1))
  child.on('close', onEnd)
}

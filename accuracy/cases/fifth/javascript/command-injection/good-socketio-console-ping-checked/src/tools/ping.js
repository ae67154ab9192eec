import { spawn } from 'node:child_process'
import { isIP } from 'node:net'

export function ping(host, onLine, onEnd) {
  if (!isIP(host)) return onEnd(2)
  const child = spawn('ping', ['-c', '4', host], { timeout: 15_000 })
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', onLine)
  child.on('error', () => onEnd(1))
  child.on('close', onEnd)
}

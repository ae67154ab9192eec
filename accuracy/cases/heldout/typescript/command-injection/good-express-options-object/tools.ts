import { spawn, type SpawnOptions } from 'node:child_process'

const options: SpawnOptions = { cwd: '/srv/data', stdio: 'ignore' }

export function archive(label: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('tar', ['-czf', `/srv/archives/${Date.now()}.tgz`, '--label', label, '.'], options)
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

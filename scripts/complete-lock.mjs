// A registry mirror may lack the platform packages of other systems; npm then leaves them out of the lock file and `npm ci`
// refuses it everywhere. This adds each optional platform dependency that the lock names but does not hold.
// Run after `npm install` changed the lock: node scripts/complete-lock.mjs
import { readFileSync, writeFileSync } from 'node:fs'

const LOCK = new URL('../package-lock.json', import.meta.url)
const SYSTEMS = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  win32: 'win32',
  openharmony: 'openharmony',
  sunos: 'sunos',
  aix: 'aix',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
}
const PROCESSORS = /(?:^|-)(arm64|arm|x64|ia32|ppc64|riscv64|s390x|loong64|mips64el|wasm32)(?:-|$)/

const lock = JSON.parse(readFileSync(LOCK, 'utf8'))
for (const entry of Object.values(lock.packages)) if (/^https:/.test(entry.resolved ?? '')) delete entry.resolved // the registry is the reader's own setting
let added = 0
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`
    const os = Object.keys(SYSTEMS).find((system) => name.includes(`-${system}`) || name.includes(`/${system}`))
    const processor = PROCESSORS.exec(name)?.[1]
    if (lock.packages[path] || os === undefined || processor === undefined) continue
    lock.packages[path] = {
      version: version.replace(/^[\^~]/, ''),
      cpu: [processor],
      ...(entry.dev ? { dev: true } : {}),
      ...(name.includes('musl') ? { libc: ['musl'] } : {}),
      optional: true,
      os: [os],
    }
    added += 1
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(LOCK, `${JSON.stringify(lock, undefined, 2)}\n`)
process.stdout.write(`${added} platform packages added to package-lock.json\n`)

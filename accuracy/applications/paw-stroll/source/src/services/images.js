import { exec, execFile } from 'node:child_process'
import { promisify } from 'node:util'

const shell = promisify(exec)
const run = promisify(execFile)

export async function thumbnail(file, label) {
  const target = `${file}.thumb.jpg`
  await shell(`convert ${file} -resize 320x320 -gravity south -annotate 0 "${label}" ${target}`, { timeout: 20000 })
  return target
}

export async function dimensions(file) {
  const { stdout } = await run('identify', ['-format', '%w %h', '--', file], { timeout: 5000 })
  const [width, height] = stdout.split(' ').map(Number)
  return { width, height }
}

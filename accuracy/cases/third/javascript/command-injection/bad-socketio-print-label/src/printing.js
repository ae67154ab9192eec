import { exec } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { renderLabel } from './labels.js'

const run = promisify(exec)
const PRINTERS = new Map([
  ['front', 'zebra_front'],
  ['back', 'zebra_back'],
])

const optionsOf = ({ copies = 1, media = 'label-60x40' }) => ['-n', copies, '-o', `media=${media}`]

async function print(printer, label, options) {
  const folder = await mkdtemp(join(tmpdir(), 'label-'))
  const path = join(folder, 'label.zpl')
  try {
    await writeFile(path, renderLabel(label))
    const parts = ['-d', printer, ...optionsOf(options), path]
    const { stdout } = await run(`lp ${parts.join(' ')}`, { timeout: 5000 })
    return /request id is (\S+)/.exec(stdout)?.[1]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export function registerPrinting(io) {
  const stations = io.of('/stations')
  stations.use((socket, next) => {
    next(socket.request.session?.stationId ? undefined : new Error('unauthorized'))
  })
  stations.on('connection', (socket) => {
    socket.on('print', async ({ printer, label, options = {} }, acknowledge) => {
      const name = PRINTERS.get(printer)
      if (!name) return acknowledge({ ok: false, message: 'No such printer' })
      try {
        acknowledge({ ok: true, job: await print(name, label, options) })
      } catch {
        acknowledge({ ok: false, message: 'The label could not be printed' })
      }
    })
  })
}

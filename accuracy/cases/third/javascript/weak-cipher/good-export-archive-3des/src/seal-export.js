import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

const MASTER = Buffer.from(process.env.EXPORT_KEY ?? '', 'base64')

const SUITE = { name: 'chacha20-poly1305', keyBytes: 32, nonceBytes: 12, options: { authTagLength: 16 } }

const keyFor = (exportId) => Buffer.from(hkdfSync('sha256', MASTER, Buffer.alloc(0), `export:${exportId}`, SUITE.keyBytes))

export async function sealExport(exportId, source, target) {
  const nonce = randomBytes(SUITE.nonceBytes)
  const cipher = createCipheriv(SUITE.name, keyFor(exportId), nonce, SUITE.options)
  const output = createWriteStream(target)
  output.write(nonce)
  await pipeline(createReadStream(source), cipher, output)
  await appendFile(target, cipher.getAuthTag())
  return { target, suite: SUITE.name }
}

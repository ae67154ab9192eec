import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

const MASTER = Buffer.from(process.env.EXPORT_KEY ?? '', 'base64')

const SUITE = { name: 'des-ede3-cbc', keyBytes: 24, nonceBytes: 8, options: {} }

const keyFor = (exportId) => Buffer.from(hkdfSync('sha256', MASTER, Buffer.alloc(0), `export:${exportId}`, SUITE.keyBytes))

export async function sealExport(exportId, source, target) {
  const nonce = randomBytes(SUITE.nonceBytes)
  const cipher = createCipheriv(SUITE.name, keyFor(exportId), nonce, SUITE.options)
  const output = createWriteStream(target)
  output.write(nonce)
  await pipeline(createReadStream(source), cipher, output)
  return { target, suite: SUITE.name }
}

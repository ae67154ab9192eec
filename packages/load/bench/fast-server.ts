// The target of the cost benchmark: answers every request with the same 27 bytes of JSON, as cheaply as Node can. Prints its port.
import { readFileSync } from 'node:fs'
import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

const RESPONSE = Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 27\r\n\r\n{"hello":"world","n":12345}')

const [keyFile, certificateFile] = process.argv.slice(2)
// no generator here pipelines: a chunk is a request
const serve = (socket: Socket): void => {
  socket.setNoDelay(true)
  socket.on('data', () => socket.write(RESPONSE))
  socket.on('error', () => socket.destroy())
}
const server =
  keyFile === undefined || certificateFile === undefined
    ? createServer(serve)
    : createTlsServer({ key: readFileSync(keyFile), cert: readFileSync(certificateFile) }, serve)
server.listen(0, '127.0.0.1', 511, () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))

import { randomUUID } from 'node:crypto'

const quoted = (text) => `"${text}"`

export class MultipartBody {
  #boundary = `part-${randomUUID()}`
  #chunks = []

  file(field, name, type, content) {
    const head = [
      `--${this.#boundary}`,
      `Content-Disposition: form-data; name=${quoted(field)}; filename=${quoted(name)}`,
      `Content-Type: ${type}`,
      '',
      '',
    ].join('\r\n')
    this.#chunks.push(Buffer.from(head), content, Buffer.from('\r\n'))
    return this
  }

  end() {
    return {
      type: `multipart/form-data; boundary=${this.#boundary}`,
      body: Buffer.concat([...this.#chunks, Buffer.from(`--${this.#boundary}--\r\n`)]),
    }
  }
}

/** A file in a body: what a field of format `binary` takes. */
export interface FileValue {
  readonly filename: string
  readonly contentType: string
  readonly content: Buffer
}

/** The smallest picture. */
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

export function textFile(text: string): FileValue {
  return { filename: 'assay.txt', contentType: 'text/plain', content: Buffer.from(text) }
}

/** A picture with a text behind it, which readers of pictures leave alone. */
export function pictureFile(text: string): FileValue {
  return { filename: 'assay.png', contentType: 'image/png', content: Buffer.concat([PNG, Buffer.from(text)]) }
}

export function isFile(value: unknown): value is FileValue {
  return typeof value === 'object' && value !== null && 'content' in value && Buffer.isBuffer(value.content)
}

/** The same kind of file with another text. */
export function fileWith(file: FileValue, text: string): FileValue {
  return file.contentType === 'image/png' ? pictureFile(text) : textFile(text)
}

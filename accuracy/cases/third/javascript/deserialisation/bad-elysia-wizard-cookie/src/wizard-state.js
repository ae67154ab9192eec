import serialize from 'node-serialize'

export const pack = (state) => Buffer.from(serialize.serialize(state)).toString('base64url')

export function unpack(text) {
  return serialize.unserialize(Buffer.from(text, 'base64url').toString('utf8'))
}

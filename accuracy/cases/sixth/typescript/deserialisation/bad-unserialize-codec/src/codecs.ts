import { unserialize } from 'node-serialize'

export interface Codec {
  decode(payload: Buffer): unknown
}

class TextCodec implements Codec {
  decode(payload: Buffer): unknown {
    return payload.toString('utf8').slice(0, 2000)
  }
}

class PackedCodec implements Codec {
  decode(payload: Buffer): unknown {
    return unserialize(payload.toString('utf8'))
  }
}

export const codecs: Readonly<Record<string, Codec>> = {
  'text/plain': new TextCodec(),
  'application/x-telemetry': new PackedCodec(),
}

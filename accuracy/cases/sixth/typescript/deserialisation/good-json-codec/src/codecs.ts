import { z } from 'zod'

export interface Codec {
  decode(payload: Buffer): unknown
}

class TextCodec implements Codec {
  decode(payload: Buffer): unknown {
    return payload.toString('utf8').slice(0, 2000)
  }
}

class PackedCodec implements Codec {
  private readonly shape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

  decode(payload: Buffer): unknown {
    return this.shape.parse(JSON.parse(payload.toString('utf8')))
  }
}

export const codecs: Readonly<Record<string, Codec>> = {
  'text/plain': new TextCodec(),
  'application/x-telemetry': new PackedCodec(),
}

import { Agent } from 'undici'

export const agent = new Agent({ connect: { timeout: 3000 }, bodyTimeout: 8000, headersTimeout: 8000 })

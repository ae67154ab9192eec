import { readFile } from 'node:fs/promises'

export const logLines = async () => (await readFile('/var/log/gateway.log', 'utf8')).split('\n').slice(-5000)

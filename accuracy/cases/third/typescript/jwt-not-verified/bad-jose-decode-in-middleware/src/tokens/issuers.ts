import { createRemoteJWKSet } from 'jose'

const ISSUERS = ['https://id.rooksbridge.example', 'https://staff-id.rooksbridge.example']
const keys = new Map(ISSUERS.map((issuer) => [issuer, createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))]))

export const keysOf = (issuer: string | undefined) => (issuer === undefined ? undefined : keys.get(issuer))

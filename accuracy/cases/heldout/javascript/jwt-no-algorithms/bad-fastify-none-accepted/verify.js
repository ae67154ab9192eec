import { readFileSync } from 'node:fs'
import jwt from 'jsonwebtoken'

const KEY = readFileSync('/etc/keys/issuer.pem')
const ACCEPTED = ['RS256', 'none']

export const claimsOf = (token) => jwt.verify(token, KEY, { algorithms: ACCEPTED, issuer: 'https://id.example.org' })

import { describe, expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const kindsOf = async (text: string): Promise<readonly string[]> => (await analysisOf({ 'app.js': text })).paths.map(({ kind }) => kind)

const exported = (body: string): string => `const express = require('express')
const fs = require('fs').promises
const path = require('path')
const app = express()
async function read(branch, name) {
  ${body}
  return fs.readFile(path.join('/srv/exports', name))
}
app.get('/exports/:name', async (req, res) => res.send(await read(req.branch, req.params.name)))
`

describe('a name of which a part was asked', () => {
  it.each([
    [
      'the item of what was matched, or of nothing',
      `const [, owner] = /^(\\d+)-\\d+\\.csv$/.exec(String(name)) || []\n  if (Number(owner) !== branch.id) throw new Error('no')`,
    ],
    ['an item that has to be there', `const [, id] = name.match(/^(\\d+)\\.csv$/) ?? []\n  if (!id) throw new Error('no')`],
    ['a named group', `const { groups } = /^(?<id>\\d+)\\.csv$/.exec(name) ?? {}\n  if (groups === undefined) throw new Error('no')`],
    [
      'an item behind a question mark',
      `const id = /^(\\d+)\\.csv$/.exec(name)?.[1]\n  if (id !== String(branch.id)) throw new Error('no')`,
    ],
  ])('%s', async (_, body) => {
    expect(await kindsOf(exported(body))).toEqual([])
  })

  it.each([
    [
      'of a pattern without an end',
      `const [, owner] = /^(\\d+)-/.exec(name) || []\n  if (Number(owner) !== branch.id) throw new Error('no')`,
    ],
    ['of a pattern that lets everything through', `const [, owner] = /^(\\d+)-.+$/.exec(name) || []\n  if (!owner) throw new Error('no')`],
    ['and nothing came of it', `const [, owner] = /^(\\d+)-\\d+\\.csv$/.exec(name) || []\n  if (owner) console.log(owner)`],
  ])('%s', async (_, body) => {
    expect(await kindsOf(exported(body))).toEqual(['path-traversal'])
  })
})

const fetching = (body: string, resolve: string): string => `const express = require('express')
const dns = require('dns').promises
const net = require('net')
const http = require('http')
const https = require('https')
const app = express()
const closed = new net.BlockList()
closed.addSubnet('10.0.0.0', 8, 'ipv4')
function parseUrl(text) {
  const url = new URL(String(text))
  if (!['http:', 'https:'].includes(url.protocol)) throw new Error('no')
  return url
}
async function resolvePublic(hostname) {
  ${resolve}
}
async function assertPublic(text) {
  const url = parseUrl(text)
  await resolvePublic(url.hostname)
  return url
}
function send(url, { method = 'GET', lookup } = {}) {
  const client = url.protocol === 'https:' ? https : http
  return new Promise((done) => client.request(url, { method, lookup }, done).end())
}
app.post('/photos', async (req, res) => {
  ${body}
  res.end()
})
`
const LISTED = `const found = net.isIP(hostname) ? [{ address: hostname, family: net.isIP(hostname) }] : await dns.lookup(hostname, { all: true }).catch(() => [])
  if (found.some((one) => closed.check(one.address, one.family === 6 ? 'ipv6' : 'ipv4'))) throw new Error('no')
  return found[0]`
const TWICE = `if (net.isIP(hostname)) { if (closed.check(hostname)) throw new Error('no'); return hostname }
  const { address } = await dns.lookup(hostname)
  if (closed.check(address)) throw new Error('no')
  return address`
const NAMES_ALONE = `if (net.isIP(hostname)) return hostname
  const { address } = await dns.lookup(hostname)
  if (closed.check(address)) throw new Error('no')
  return address`

describe('an address that is looked at before it is called', () => {
  it.each([
    ['by its parser', LISTED, 'await fetch(await assertPublic(req.body.url))'],
    ['and read once more', LISTED, 'await assertPublic(req.body.url)\n  await fetch(req.body.url)'],
    ['numbers and names one by one', TWICE, 'await fetch(await assertPublic(req.body.url))'],
    [
      'and called as it was looked at',
      LISTED,
      'const url = parseUrl(req.body.url)\n  const at = await resolvePublic(url.hostname)\n  await send(url, { lookup: (name, options, done) => done(null, at.address, at.family) })',
    ],
  ])('%s', async (_, resolve, body) => {
    expect(await kindsOf(fetching(body, resolve))).toEqual([])
  })

  it.each([
    ['of names alone', NAMES_ALONE, 'await fetch(await assertPublic(req.body.url))'],
    ['of another field', LISTED, 'await assertPublic(req.body.home)\n  await fetch(req.body.url)'],
    ['by nobody', LISTED, 'await fetch(parseUrl(req.body.url))'],
  ])('%s', async (_, resolve, body) => {
    expect(await kindsOf(fetching(body, resolve))).toContain('ssrf')
  })
})

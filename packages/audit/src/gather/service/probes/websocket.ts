import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { GARBAGE_TOKEN } from '../identities.ts'
import type { Probing } from '../probing.ts'
import { cookieHeader, cookiesSetBy, type Session } from '../session.ts'
import { trialOn } from '../trial-parts.ts'
import { type Handshake, shakeHands } from '../web-socket.ts'

const COMMON_PATHS = [
  '/ws',
  '/websocket',
  '/socket',
  '/api/ws',
  '/ws/',
  '/live',
  '/chat',
  '/notifications',
  '/cable',
  '/realtime',
  '/stream',
  '/events',
]
const SOCKET_IO = '/socket.io/?EIO=4&transport=websocket'
const IN_SOURCE = [
  /@\w+\.websocket\(\s*["'](\/[^"'{]*)["']/g,
  /\.ws\(\s*["'`](\/[^"'`:]*)["'`]/g,
  /(?:WebSocketServer|WebSocket\.Server|ws\.Server)\([^)]{0,200}?path:\s*["'`](\/[^"'`]*)["'`]/g,
  /["'`](\/[^"'`:]*)["'`]\s*,\s*\{\s*websocket:\s*true/g,
  /(?:pathname|url|path)\s*={2,3}\s*["'`](\/[^"'`]*(?:ws|socket|live|stream|chat)[^"'`]*)["'`]/gi,
  /new WebSocket\([^)]{0,120}?["'`/](\/[\w/-]+)["'`]/g,
]
/** Last words of operations that may be sockets. */
const OPENS_SOCKET = /[/_-](?:ws|web-?sockets?|sockets?|live|realtime|stream|updates|chat|events|feed|subscribe|notifications)\/?$/i
const MOST_OPERATIONS = 8
const MAX_FILES = 300
const FOREIGN = 'https://foreign.example'

/** Opens WebSockets as a user, as a stranger, with a token of nobody and from the page of another site. */
export async function probeWebsocket(probing: Probing): Promise<void> {
  const known = probing.wireOperations.filter(({ method, path }) => method === 'GET' && OPENS_SOCKET.test(path) && !path.includes('{'))
  const paths = new Set([
    ...(await pathsInSource(probing.treeRoot)),
    ...known.slice(0, MOST_OPERATIONS).map(({ path }) => path),
    ...COMMON_PATHS,
    SOCKET_IO,
  ])
  let isMet = false
  for (const path of paths) {
    const own = await shake(probing, path, { ...probing.identities.userA?.headers }, probing.identities.userA?.name ?? 'anonymous')
    // What is not there for the user is there for nobody.
    const isThere = own.status !== 404 && probing.identities.userA !== null
    const stranger = isThere ? await shake(probing, path, {}, 'anonymous') : own
    if (own.status !== 101 && stranger.status !== 101) continue
    isMet = true
    await foreignOrigin(probing, path, own, stranger)
    await strangers(probing, path, own, stranger)
  }
  if (!isMet) probing.notTried('websocket', 'WebSockets', 'no-data', `none of ${paths.size} paths opens a WebSocket`)
}

function shake(
  probing: Probing,
  path: string,
  headers: Readonly<Record<string, string>>,
  identity: string,
  origin = probing.client.base.origin,
): Promise<Handshake> {
  return shakeHands(probing.client, { path, headers: { ...headers, origin }, identity })
}

/** A page of another site brings the cookie of its visitor along: the origin alone can tell. */
async function foreignOrigin(probing: Probing, path: string, own: Handshake, stranger: Handshake): Promise<void> {
  const { userA } = probing.identities
  const cookie = userA === null ? undefined : (userA.headers.cookie ?? (await cookieThatServes(probing, path, userA)))
  const operation = { method: 'GET', path: path.split('?')[0] ?? path, file: null, line: null }
  if (userA === null || cookie === undefined || !isServed(own) || isServed(stranger)) {
    probing.trial(
      'websocket',
      trialOn(operation, {
        name: 'foreign origin',
        saw: 'no-effect',
        effect: isServed(stranger)
          ? 'the socket serves everybody, and a foreign page gains nothing by its visitor'
          : 'callers prove themselves by what no foreign page can send',
        identity: userA?.name ?? 'anonymous',
        baseline: own.exchange,
        control: stranger.exchange,
        attempts: [own.exchange],
        details: { isAmbient: false },
      }),
    )
    return
  }
  const attempts = [
    await shake(probing, path, { cookie }, userA.name, FOREIGN),
    await shake(probing, path, { cookie }, userA.name, FOREIGN),
  ]
  const count = attempts.filter(isServed).length
  probing.trial(
    'websocket',
    trialOn(operation, {
      name: 'foreign origin',
      saw: count === 2 ? 'effect' : count === 1 ? 'unclear' : 'no-effect',
      effect:
        count > 0
          ? `a handshake from ${FOREIGN} with the user's cookie is served, one without the cookie is not`
          : `a handshake from ${FOREIGN} got ${attempts[0]?.status ?? 0}`,
      identity: userA.name,
      baseline: own.exchange,
      control: stranger.exchange,
      attempts: attempts.map(({ exchange }) => exchange),
      reproduced: { count, of: 2 },
      details: { isAmbient: true },
    }),
  )
}

/** The cookies of a login whose token is sent otherwise, where the socket takes them as well: a browser keeps and sends them. */
async function cookieThatServes(probing: Probing, path: string, user: Session): Promise<string | undefined> {
  const cookies = user.loginReply === null ? {} : cookiesSetBy(user.loginReply)
  if (Object.keys(cookies).length === 0) return undefined
  const cookie = cookieHeader(cookies)
  return isServed(await shake(probing, path, { cookie }, user.name)) ? cookie : undefined
}

/** Strangers on a socket that knows users: they must not be told what users are told. */
async function strangers(probing: Probing, path: string, own: Handshake, stranger: Handshake): Promise<void> {
  const { identities } = probing
  const operation = { method: 'GET', path: path.split('?')[0] ?? path, file: null, line: null }
  const garbage = await shake(probing, path, identities.scheme === 'none' ? {} : identities.carry(GARBAGE_TOKEN), 'garbage')
  const isPrivate = showsUser(probing, stranger)
  const isSkipped = isServed(stranger) && !isServed(garbage) && identities.userA !== null && isServed(own)
  const again = isPrivate || isSkipped ? await shake(probing, path, {}, 'anonymous') : null
  const isSeen = again !== null && (isPrivate ? showsUser(probing, again) : isServed(again))
  probing.trial(
    'websocket',
    trialOn(operation, {
      name: 'stranger',
      saw: isSeen ? 'effect' : 'no-effect',
      effect: !isSeen
        ? isServed(stranger)
          ? 'the socket serves everybody alike and tells strangers nothing of users'
          : `a handshake without credentials got ${stranger.status}`
        : isPrivate
          ? 'a handshake without credentials is told what belongs to users'
          : 'a token of nobody is refused, a handshake without any is served',
      baseline: own.exchange,
      control: garbage.exchange,
      attempts: [stranger.exchange, ...(again === null ? [] : [again.exchange])],
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
      details: { isPublic: isServed(stranger) },
    }),
  )
}

/** Opened, and not closed again at once. */
function isServed(handshake: Handshake): boolean {
  return handshake.status === 101 && (!handshake.isClosed || handshake.texts.length > 0) && !handshake.texts.some(isRefusal)
}

function isRefusal(text: string): boolean {
  return text.length < 400 && /unauthori[sz]ed|not authenticated|forbidden|invalid token|authentication required|access denied/i.test(text)
}

function showsUser(probing: Probing, { texts }: Handshake): boolean {
  const words = probing.state.created.filter(({ owner, nonce }) => owner !== null && nonce !== '').map(({ nonce }) => nonce)
  const names = probing.identities.sessions.flatMap(({ credentials }) =>
    credentials === null ? [] : [credentials.email, credentials.username],
  )
  return texts.some((text) => [...words, ...names].some((word) => text.includes(word)))
}

/** Paths that the source opens sockets on, read from its text. */
async function pathsInSource(root: string | null): Promise<readonly string[]> {
  if (root === null) return []
  const found = new Set<string>()
  const folders = [root]
  let files = 0
  for (let step = 0; step < folders.length && files < MAX_FILES; step += 1) {
    const folder = folders[step] ?? root
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (entry.isDirectory() && !/^(?:node_modules|\.|dist|build|venv|__pycache__)/.test(entry.name))
        folders.push(join(folder, entry.name))
      if (!entry.isFile() || !['.js', '.ts', '.mjs', '.cjs', '.py'].includes(extname(entry.name)) || files >= MAX_FILES) continue
      files += 1
      const text = (await readFile(join(folder, entry.name), 'utf8').catch(() => '')).slice(0, 200_000)
      if (!/web_?socket|\.ws\(/i.test(text)) continue
      for (const pattern of IN_SOURCE) for (const match of text.matchAll(pattern)) if (match[1] !== undefined) found.add(match[1])
    }
  }
  return [...found].slice(0, 20)
}

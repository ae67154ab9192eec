import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { gatherSecrets, maskSecrets } from '../../../src/gather/secrets/gather-secrets.ts'
import { maskOf } from '../../../src/gather/secrets/mask.ts'
import { loadRuleFile } from '../../../src/gather/secrets/rule-file.ts'
import { gatherTree } from '../../../src/gather/tree.ts'
import { type TemporaryFolder, temporaryFolder } from '../../temporary-folder.ts'

let folder: TemporaryFolder | null = null
afterEach(() => folder?.dispose())

const SECRET = ['k9Qz', 'T4vX', 'w2Lm', 'B7nR', 'y5Hd', 'G8sJ'].join('')

async function gather(files: Readonly<Record<string, string>>, history = false) {
  folder = temporaryFolder(files)
  return gatherSecrets(folder.path, await gatherTree(folder.path), { history })
}

describe('the fact', () => {
  it('names the line and masks the value', async () => {
    const { secrets, scanned } = await gather({ 'src/a.py': `import os\n\nAPI_SECRET = "${SECRET}"  # ${SECRET}\n` })
    expect(secrets).toMatchObject([
      { file: 'src/a.py', line: 3, name: 'API_SECRET', context: 'source', isTracked: null, mask: { bytes: 24 } },
    ])
    expect(secrets[0]?.snippet).toMatch(/^API_SECRET = "k9Qz…"/)
    expect(scanned).toMatchObject({ files: 1 })
  })

  it('is the same on each run', async () => {
    const files = { 'b.py': `SECRET_KEY = "${SECRET}"\n`, 'a.py': `SECRET_KEY = "${SECRET}"\n` }
    const first = JSON.stringify(await gather(files))
    folder?.dispose()
    expect(JSON.stringify(await gather(files))).toBe(first)
  })

  it('reads UTF-16 and leaves binary files', async () => {
    folder = temporaryFolder({ 'x.bin.txt': `\0\0\0SECRET_KEY = "${SECRET}"` })
    const { writeFileSync } = await import('node:fs')
    writeFileSync(
      join(folder.path, 'wide.py'),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`SECRET_KEY = "${SECRET}"\n`, 'utf16le')]),
    )
    const { secrets } = await gatherSecrets(folder.path, await gatherTree(folder.path))
    expect(secrets.map(({ file }) => file)).toEqual(['wide.py'])
  })
})

describe('settings of tests among the others', () => {
  it.each([
    ['class Testing(Base):', 'test'],
    ['class TestConfig:', 'test'],
    ['class Production(Base):', 'source'],
    ['class Contest(Base):', 'source'],
  ])('%s', async (head, context) => {
    const { secrets } = await gather({ 'config.py': `class Base:\n    A = 1\n\n${head}\n    DEBUG = False\n    SECRET_KEY = 'testing'\n` })
    expect(secrets.map((secret) => secret.context)).toEqual([context])
  })
})

describe('masks', () => {
  it('show at most four characters and never the whole', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        const { text } = maskOf(value)
        expect(text.length).toBeLessThanOrEqual(5)
        expect(text).not.toBe(value)
        expect(text.endsWith('…')).toBe(true)
      }),
    )
  })

  it('tell equal values from different ones', () => {
    expect(maskOf(SECRET).digest).toBe(maskOf(SECRET).digest)
    expect(maskOf(SECRET).digest).not.toBe(maskOf(`${SECRET}x`).digest)
  })

  it('hide what a text holds', () => {
    expect(maskSecrets(`url = "postgres://app:${SECRET}@db/app" and key = 3`, 'a.py')).toBe(
      'url = "postgres://app:k9Qz…@db/app" and key = 3',
    )
    expect(maskSecrets('nothing to see', 'a.py')).toBe('nothing to see')
  })
})

describe('rule files', () => {
  it('load in the shape of gitleaks, Go expressions included', async () => {
    folder = temporaryFolder({
      'rules.toml': `
[allowlist]
paths = ['''generated/''']
[[rules]]
id = "acme"
description = "acme key"
regex = '''(?i)\\b(acme_[a-z0-9]{10})\\b'''
keywords = ["acme_"]
[rules.allowlist]
stopwords = ["aaaaaaaaaa"]
[[rules]]
id = "broken"
regex = '''([a-z'''
keywords = ["x"]
[[rules]]
id = "path only"
path = '''\\.p12$'''
`,
      'app/a.py': 'x = "ACME_1a2b3c4d5e"\ny = "acme_aaaaaaaaaa"\n',
      'generated/b.py': 'x = "acme_1a2b3c4d5e"\n',
    })
    const { rules, leftOut } = loadRuleFile(join(folder.path, 'rules.toml'))
    expect(rules.map(({ id }) => id)).toEqual(['acme'])
    expect(leftOut).toMatchObject([expect.stringContaining('broken'), expect.stringContaining('path only')])
    const { secrets } = await gatherSecrets(folder.path, await gatherTree(folder.path), { rules, history: false })
    expect(secrets.filter(({ rule }) => rule === 'acme')).toMatchObject([{ file: 'app/a.py', line: 1, title: 'acme key' }])
  })

  it('say what is wrong with them', () => {
    folder = temporaryFolder({ 'rules.toml': 'rules = 3' })
    expect(() => loadRuleFile(join(folder?.path ?? '', 'rules.toml'))).toThrow(/is not a rule file/)
  })
})

describe('history', () => {
  it('finds what was removed, with its commit, and not what still stands', async () => {
    folder = temporaryFolder({ 'a.py': `SECRET_KEY = "${SECRET}"\n`, 'kept.py': `API_TOKEN = "${SECRET}x"\n` })
    folder.git('init', '-q')
    folder.git('add', '.')
    folder.git('commit', '-q', '-m', 'first')
    const commit = folder.git('rev-parse', '--short', 'HEAD').trim()
    folder.write({ 'a.py': 'SECRET_KEY = os.environ["SECRET_KEY"]\n' })
    folder.git('commit', '-q', '-a', '-m', 'second')
    const { history } = await gatherSecrets(folder.path, await gatherTree(folder.path))
    expect(history).toMatchObject({ state: 'scanned', commits: 2, isComplete: true, secrets: [{ file: 'a.py', line: 1, commit }] })
  })

  it('runs nothing that the repository configures', async () => {
    folder = temporaryFolder({ 'a.py': 'x = 1\n' })
    folder.git('init', '-q')
    folder.git('add', '.')
    folder.git('commit', '-q', '-m', 'first')
    const mark = join(folder.path, 'ran')
    for (const key of ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'diff.external', 'core.alternateRefsCommand', 'core.gitProxy'])
      folder.git('config', key, `touch ${mark}`)
    const tree = await gatherTree(folder.path)
    const { history } = await gatherSecrets(folder.path, tree)
    expect(history.state).toBe('scanned')
    expect(existsSync(mark)).toBe(false)
  })

  it('says why there is none', async () => {
    expect((await gather({ 'a.py': 'x = 1\n' }, true)).history).toMatchObject({
      state: 'not-scanned',
      because: 'the tree is not in a git repository',
    })
  })
})

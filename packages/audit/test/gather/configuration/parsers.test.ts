import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCompose } from '../../../src/gather/configuration/compose.ts'
import { isLeftOut } from '../../../src/gather/configuration/docker-ignore.ts'
import { parseDockerfile, partsOf } from '../../../src/gather/configuration/dockerfile.ts'
import { parseEnvFile } from '../../../src/gather/configuration/env-file.ts'
import { parseNginx } from '../../../src/gather/configuration/nginx.ts'
import { parseIni, parseSettings } from '../../../src/gather/configuration/settings-file.ts'
import { splitWords } from '../../../src/gather/configuration/shell-words.ts'
import { programOf } from '../../../src/gather/configuration/start-commands.ts'
import { parseYaml } from '../../../src/gather/configuration/yaml-lines.ts'

describe('env files', () => {
  it.each([
    ['PORT=3000', 'PORT', '3000', 1],
    ['export HOST = 0.0.0.0  # all', 'HOST', '0.0.0.0', 1],
    ["MODE='a # b'", 'MODE', 'a # b', 1],
    [`${'\uFEFF'.slice(1)}EMPTY=`, 'EMPTY', '', 1],
    ['A="one\ntwo"\nB=3', 'A', 'one\ntwo', 1],
    ['# A=1\n\nB=2', 'B', '2', 3],
    ['URL=https://a/b#c', 'URL', 'https://a/b#c', 1],
    ['A="say \\"x\\""', 'A', 'say \\"x\\"', 1],
  ])('%j', (text, name, value, line) => {
    expect(parseEnvFile(text)[0]).toMatchObject({ name, value, line })
  })
})

describe('nginx', () => {
  it('reads blocks, quotes, comments and regular expressions, with lines', () => {
    const text = `# head\nhttp {\n  add_header X "a;b {c}"; # note\n  server {\n    location ~ ^/u/\\d{2,3}$ {\n      return 301\n        https://$host;\n    }\n  }\n}\n`
    const [http] = parseNginx('n.conf', text)
    const [header, server] = http?.block ?? []
    expect(header).toMatchObject({ name: 'add_header', arguments: ['X', 'a;b {c}'], line: 3 })
    expect(server?.block?.[0]).toMatchObject({ name: 'location', arguments: ['~', '^/u/\\d{2,3}$'], line: 5, endLine: 8 })
    expect(server?.block?.[0]?.block?.[0]).toMatchObject({ name: 'return', arguments: ['301', 'https://$host'], line: 6, endLine: 7 })
  })

  it.each([
    ['a missing brace', 'http { server { listen 80;', 1],
    ['a brace too many', '} server { listen 80; }', 1],
    ['an open quote', 'add_header X "abc\nserver { }', 1],
  ])('reads what it can of %s', (_, text, count) => {
    expect(parseNginx('n.conf', text).length).toBeGreaterThanOrEqual(count)
  })
})

describe('ignore files of Docker', () => {
  it.each([
    [['.env'], '.env', true],
    [['.env'], 'api/.env', false],
    [['**/.env*'], 'api/.env.local', true],
    [['*'], 'a/b.js', true],
    [['*', '!src'], 'src/a.js', false],
    [['*.pem', '!keep.pem'], 'keep.pem', false],
    [['/keys/'], 'keys/a.pem', true],
    [['a?c'], 'abc', true],
    [['[unclosed'], 'x', false],
  ])('%j on %s', (patterns, path, leftOut) => {
    expect(isLeftOut(patterns, path)).toBe(leftOut)
  })
})

describe('images', () => {
  it.each([
    ['node', null, 'node', null, null],
    ['node:22-slim', null, 'node', '22-slim', null],
    ['ghcr.io/a/b:1@sha256:ff', 'ghcr.io', 'a/b', '1', 'sha256:ff'],
    ['localhost:5000/a', 'localhost:5000', 'a', null, null],
    ['library/node@sha256:ff', null, 'library/node', null, 'sha256:ff'],
  ])('%s', (image, registry, repository, tag, digest) => {
    expect(partsOf(image)).toEqual({ registry, repository, tag, digest })
  })

  it('keep the lines of instructions over several lines', () => {
    const parsed = parseDockerfile('FROM a AS b\nRUN x && \\\n    # note\n    y\nFROM b\nCMD ["sh", "-c", "exec node a.js"]\n')
    expect(parsed?.stages).toMatchObject([
      { name: 'b', isFinal: false, instructions: [{ keyword: 'RUN', line: 2, endLine: 4, text: 'x && y' }] },
      { baseStage: 0, isFinal: true, instructions: [{ keyword: 'CMD', isJsonForm: true, arguments: ['sh', '-c', 'exec node a.js'] }] },
    ])
  })
})

describe('compose ports', () => {
  it.each([
    ['"3000"', '', 0, 3000],
    ['"8080:3000"', '', 8080, 3000],
    ['"127.0.0.1:8080:3000"', '127.0.0.1', 8080, 3000],
    ['"[::1]:8080:3000"', '::1', 8080, 3000],
    ['"127.0.0.1::3000"', '127.0.0.1', 0, 3000],
    ['"53:53/udp"', '', 53, 53],
    ['"${PORT:-5432}:5432"', '', 5432, 5432],
    ['8080:3000', '', 8080, 3000],
  ])('%s', (text, hostAddress, hostPort, containerPort) => {
    const compose = parseCompose('compose.yml', `services:\n  a:\n    ports:\n      - ${text}\n`)
    expect(compose).toMatchObject({ services: [{ ports: [{ hostAddress, hostPort, containerPort, line: 4 }] }] })
  })
})

describe('commands', () => {
  it.each([
    ['sh -c "exec gunicorn app:app"', 'gunicorn app:app'],
    ['tini -- node a.js', 'node a.js'],
    ['poetry run uvicorn app:app', 'uvicorn app:app'],
    ['python manage.py migrate && gunicorn app', 'gunicorn app'],
    ['NODE_ENV=production node a.js', 'node a.js'],
    ['npm run start', 'npm run start'],
    ['npx nodemon a.js', 'nodemon a.js'],
    ['gosu app node a.js', 'node a.js'],
  ])('%s', (command, program) => {
    expect(programOf(splitWords(command)).join(' ')).toBe(program)
  })
})

describe('settings', () => {
  it.each([
    ['a.yml', 'db:\n  hosts:\n    - one\n    - two\n', 'db.hosts.1', 'two', 4],
    ['a.json', '{\n  "a": { "b": true }\n}', 'a.b', 'true', 2],
    ['a.toml', '[a]\nx = 1\n[a.b]\ny = "z"\n', 'a.b.y', 'z', 4],
    ['a.ini', '; c\n[s]\nk = "v"\n', 's.k', 'v', 3],
    ['a.properties', 'x.y: z\n', 'x.y', 'z', 1],
  ])('%s', (file, text, name, value, line) => {
    const parsed = parseSettings(file, text)
    expect(parsed !== null && 'settings' in parsed ? parsed.settings : []).toContainEqual(expect.objectContaining({ name, value, line }))
  })

  it('give a reason when they do not parse', () => {
    expect(parseSettings('a.toml', 'x = = 1')).toMatchObject({ error: expect.any(String) })
    expect(parseSettings('a.yml', 'a: [1, 2\nb: }')).toMatchObject({ error: expect.any(String) })
  })
})

describe('hostile input', () => {
  it('never throws and keeps lines inside the file', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .array(
          fc.constantFrom(
            'server {',
            '}',
            ';',
            '"',
            "'",
            'a: b',
            '- c',
            'FROM x',
            'ENV A=1',
            '${',
            '\n',
            '\\\n',
            '<<EOF',
            '[',
            '&a',
            '*a',
            '=',
          ),
        )
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (input) => {
        const lines = input.split('\n').length
        for (const { line } of parseNginx('n.conf', input)) expect(line).toBeLessThanOrEqual(lines)
        for (const { line, endLine } of parseEnvFile(input)) expect(line <= endLine && endLine <= lines).toBe(true)
        parseIni(input)
        parseYaml(input)
        parseCompose('compose.yml', input)
        parseDockerfile(input)
        splitWords(input)
      }),
      { numRuns: 400 },
    )
  })

  it('ends on a bomb of aliases', () => {
    const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}x]\n`).join('')}`
    expect(parseYaml(bomb)).toBeDefined()
  })

  it('ends on deep nesting', () => {
    expect(parseNginx('n.conf', 'a {'.repeat(5000)).length).toBeLessThanOrEqual(5000)
    expect(parseYaml(`${'['.repeat(3000)}`)).toBeDefined()
  })
})

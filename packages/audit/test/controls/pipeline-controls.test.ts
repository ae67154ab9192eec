import { afterEach, describe, expect, it } from 'vitest'
import { untrustedIn } from '../../src/controls/ci/expressions.ts'
import { judgeGitlab } from '../../src/controls/ci/gitlab-rules.ts'
import { judgeWorkflow } from '../../src/controls/ci/workflow-rules.ts'
import { CONTROLS } from '../../src/controls/index.ts'
import { gatherConfiguration } from '../../src/gather/configuration/gather-configuration.ts'
import { gatherPipeline } from '../../src/gather/pipeline/gather-pipeline.ts'
import { parseGithubActions } from '../../src/gather/pipeline/github-actions.ts'
import { parseGitlabCi } from '../../src/gather/pipeline/gitlab-ci.ts'
import { gatherTree } from '../../src/gather/tree.ts'
import type { PipelineFact } from '../../src/model/facts/pipeline.ts'
import { known } from '../../src/model/facts.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { decide } from '../decide.ts'
import { type TemporaryFolder, temporaryFolder } from '../temporary-folder.ts'

let folder: TemporaryFolder | undefined
afterEach(() => folder?.dispose())

function parsed(fact: PipelineFact | { readonly error: string } | null): PipelineFact {
  if (fact === null || 'error' in fact) throw new Error('no pipeline')
  return fact
}

/** Findings of a workflow as `rule:line severity`. */
function rules(text: string): string[] {
  return judgeWorkflow(parsed(parseGithubActions('.github/workflows/a.yml', text))).map(({ location, severity, confidence }) =>
    location.kind === 'configuration' ? `${location.key}:${location.line} ${severity}${confidence === 'possible' ? ' possible' : ''}` : '',
  )
}

/** A workflow whose steps begin at line 8. */
const workflow = (steps: string, { on = 'push', permissions = 'contents: read', job = '' } = {}): string =>
  `on: ${on}\npermissions:\n  ${permissions}\njobs:\n  build:\n    runs-on: ubuntu-latest${job === '' ? '' : `\n    ${job}`}\n    steps:\n${steps}`
const run = (...lines: readonly string[]): string => `      - run: |\n${lines.map((line) => `          ${line}`).join('\n')}\n`

describe('template injection', () => {
  it.each([
    ['title of an issue', workflow(run('echo "${{ github.event.issue.title }}"'), { on: 'issues' }), ['template-injection:9 high']],
    [
      'body of a comment, on one line',
      workflow('      - run: echo ${{ github.event.comment.body }}\n', { on: 'issue_comment' }),
      ['template-injection:8 high'],
    ],
    [
      'branch of a fork without secrets',
      workflow(run('git log', 'echo ${{ github.head_ref }}'), { on: 'pull_request' }),
      ['template-injection:10 medium'],
    ],
    ['a message of a commit', workflow(run("echo '${{github.event.head_commit.message}}'")), ['template-injection:9 medium']],
    [
      'brackets',
      workflow(run("echo ${{ github.event.pull_request['title'] }}"), { on: 'pull_request_target' }),
      ['template-injection:9 high'],
    ],
    [
      'a choice between two texts',
      workflow(run("echo ${{ github.event_name == 'push' && 'x' || github.head_ref }}")),
      ['template-injection:9 medium'],
    ],
    ['the whole event', workflow(run("echo '${{ toJSON(github.event) }}'")), ['template-injection:9 medium']],
    [
      'a script of github-script',
      workflow(
        "      - uses: actions/github-script@v7\n        with:\n          script: |\n            const t = '${{ github.event.issue.title }}'\n",
        { on: 'issues' },
      ),
      ['template-injection:11 high'],
    ],
    [
      'through a variable that is pasted',
      workflow(`      - env:\n          TITLE: \${{ github.event.issue.title }}\n        run: echo \${{ env.TITLE }}\n`, { on: 'issues' }),
      ['template-injection:10 high'],
    ],
    [
      'a variable read by the shell',
      workflow(`      - env:\n          TITLE: \${{ github.event.issue.title }}\n        run: echo "$TITLE"\n`, { on: 'issues' }),
      [],
    ],
    [
      'a number',
      workflow(run('echo ${{ github.event.pull_request.number }} ${{ github.sha }} ${{ github.event.pull_request.head.sha }}')),
      [],
    ],
    ['a comparison', workflow(run("echo ${{ github.head_ref == 'main' }} ${{ contains(github.event.comment.body, '/run') }}")), []],
    ['a comment of the script', workflow(run('# never echo ${{ github.head_ref }}', 'echo ok')), []],
    [
      'an input of an action',
      workflow(`      - uses: actions/labeler@v5\n        with:\n          title: \${{ github.event.issue.title }}\n`, { on: 'issues' }),
      [],
    ],
    ['an input of whoever starts it', workflow(run('echo ${{ inputs.version }}'), { on: 'workflow_dispatch' }), []],
  ])('%s', (_what, text, expected) => {
    expect(rules(text)).toEqual(expected)
  })

  it('expressions without end cost no time', () => {
    expect(untrustedIn('${{ '.repeat(5000))).toBeNull()
    expect(untrustedIn(`\${{ contains(${'('.repeat(3000)} }}`)).toBeNull()
  })
})

const CHECKOUT = (reference: string): string => `      - uses: actions/checkout@v4\n        with:\n          ref: ${reference}\n`

describe('code of strangers beside secrets', () => {
  it.each([
    [
      'checked out and run',
      workflow(CHECKOUT('${{ github.event.pull_request.head.sha }}') + run('npm ci && npm test'), { on: 'pull_request_target' }),
      ['foreign-checkout:10 high'],
    ],
    [
      'checked out and only read',
      workflow(CHECKOUT('${{ github.event.pull_request.head.sha }}') + run('wc -l README.md'), { on: 'pull_request_target' }),
      ['foreign-checkout:10 medium possible'],
    ],
    [
      'by a command',
      workflow(run('gh pr checkout ${{ github.event.issue.number }}') + run('make'), { on: 'issue_comment' }),
      ['foreign-checkout:9 high'],
    ],
    [
      'after another run',
      workflow(CHECKOUT('${{ github.event.workflow_run.head_sha }}') + run('pytest'), { on: 'workflow_run' }),
      ['foreign-checkout:10 high'],
    ],
    [
      'behind a label',
      workflow(CHECKOUT('${{ github.head_ref }}') + run('make'), {
        on: 'pull_request_target',
        job: "if: contains(github.event.pull_request.labels.*.name, 'safe to test')",
      }),
      ['foreign-checkout:11 medium possible'],
    ],
    [
      'of branches of the repository alone',
      workflow(CHECKOUT('${{ github.event.pull_request.head.sha }}') + run('make'), {
        on: 'pull_request_target',
        job: 'if: github.event.pull_request.head.repo.full_name == github.repository',
      }),
      [],
    ],
    ['only the base is checked out', workflow(`      - uses: actions/checkout@v4\n${run('npm test')}`, { on: 'pull_request_target' }), []],
    [
      'without the privileges',
      workflow(CHECKOUT('${{ github.event.pull_request.head.sha }}') + run('npm test'), { on: 'pull_request' }),
      [],
    ],
    ['a labeler', workflow('      - uses: actions/labeler@v5\n', { on: 'pull_request_target' }), []],
  ])('%s', (_what, text, expected) => {
    expect(rules(text)).toEqual(expected)
  })
})

const SHA = 'a'.repeat(40)

describe('grants, pins, secrets, conditions', () => {
  it.each([
    ['write-all', 'on: push\npermissions: write-all\njobs:\n  a:\n    steps:\n      - run: ls\n', ['excessive-permissions:2 medium']],
    [
      'write-all of a job',
      'on: push\npermissions: {}\njobs:\n  a:\n    permissions: write-all\n    steps:\n      - run: ls\n',
      ['excessive-permissions:5 medium'],
    ],
    ['nothing stated', 'on: push\njobs:\n  a:\n    steps:\n      - run: ls\n', ['default-permissions:3 low possible']],
    ['stated at the job', 'on: push\njobs:\n  a:\n    permissions:\n      contents: write\n    steps:\n      - run: ls\n', []],
    [
      'write for two jobs',
      'on: push\npermissions:\n  contents: write\njobs:\n  a:\n    steps: [{run: ls}]\n  b:\n    steps: [{run: ls}]\n',
      ['excessive-permissions:3 low possible'],
    ],
    ['write for one job', 'on: push\npermissions:\n  contents: write\njobs:\n  a:\n    steps: [{run: ls}]\n', []],
    ['a tag of a third party', workflow('      - uses: someone/deploy@v1\n'), ['unpinned-uses:8 medium']],
    ['a branch', workflow('      - uses: actions/checkout@main\n'), ['unpinned-uses:8 medium']],
    ['a commit', workflow(`      - uses: someone/deploy@${SHA} # v1.2.3\n`), []],
    ['a tag of the platform', workflow('      - uses: actions/checkout@v4\n      - uses: github/codeql-action/init@v3\n'), []],
    ['an action of the tree', workflow('      - uses: ./.github/actions/build\n'), []],
    ['an image', workflow('      - uses: docker://alpine:3.20\n'), ['unpinned-uses:8 low']],
    [
      'a foreign workflow with all secrets',
      `on: push\npermissions: {}\njobs:\n  a:\n    uses: org/other/.github/workflows/x.yml@${SHA}\n    secrets: inherit\n`,
      ['secrets-inherit:6 medium'],
    ],
    [
      'an own workflow with all secrets',
      'on: push\npermissions: {}\njobs:\n  a:\n    uses: ./.github/workflows/x.yml\n    secrets: inherit\n',
      [],
    ],
    [
      'every secret as JSON',
      workflow('      - run: ./x\n        env:\n          ALL: ${{ toJSON(secrets) }}\n'),
      ['all-secrets:10 medium'],
    ],
    ['a secret printed', workflow(run('echo ${{ secrets.API_TOKEN }}')), ['printed-secret:9 low']],
    ['a secret printed in another form', workflow(run('echo "${{ secrets.API_TOKEN }}" | base64')), ['printed-secret:9 medium']],
    [
      'a secret given to a login',
      workflow(run('echo "${{ secrets.TOKEN }}" | docker login --password-stdin', 'echo "${{ secrets.KEY }}" > key.pem')),
      [],
    ],
    [
      'the checkout packed with its token',
      workflow('      - uses: actions/checkout@v4\n      - uses: actions/upload-artifact@v3\n        with:\n          path: .\n'),
      ['packed-credentials:11 medium'],
    ],
    [
      'packed without its token',
      workflow(
        '      - uses: actions/checkout@v4\n        with:\n          persist-credentials: false\n      - uses: actions/upload-artifact@v3\n        with:\n          path: .\n',
      ),
      [],
    ],
    [
      'packed without hidden files',
      workflow('      - uses: actions/checkout@v4\n      - uses: actions/upload-artifact@v4\n        with:\n          path: .\n'),
      [],
    ],
    ['a condition with text beside it', workflow('      - run: ls\n        if: ${{ false }} && true\n'), ['unsound-condition:9 medium']],
    [
      'a condition with a line break',
      workflow("      - run: ls\n        if: |\n          ${{ github.ref == 'x' }}\n"),
      ['unsound-condition:9 medium'],
    ],
    ['a condition without a line break', workflow("      - run: ls\n        if: |-\n          ${{ github.ref == 'x' }}\n"), []],
    ['a condition of one expression', workflow("      - run: ls\n        if: ${{ github.ref == 'refs/heads/main' }}\n"), []],
    [
      'contains over a text',
      workflow("      - run: ls\n        if: contains('refs/heads/main refs/heads/dev', github.ref)\n"),
      ['unsound-contains:9 medium'],
    ],
    ['contains over a list', workflow('      - run: ls\n        if: contains(fromJSON(\'["refs/heads/main"]\'), github.ref)\n'), []],
    [
      'a bot by its last actor',
      workflow("      - run: ls\n        if: github.actor == 'dependabot[bot]'\n", { on: 'pull_request_target' }),
      ['spoofable-bot:9 medium possible'],
    ],
    [
      'a machine of their own for strangers',
      'on: pull_request\npermissions: {}\njobs:\n  a:\n    runs-on: [self-hosted, linux]\n    steps: [{run: make}]\n',
      ['self-hosted-runner:4 medium possible'],
    ],
    [
      'a machine of their own for pushes',
      'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: self-hosted\n    steps: [{run: make}]\n',
      [],
    ],
    [
      'text of strangers as environment',
      workflow(`      - env:\n          T: \${{ github.head_ref }}\n        run: echo "BRANCH=$T" >> "$GITHUB_ENV"\n`, {
        on: 'pull_request',
      }),
      ['environment-injection:10 medium'],
    ],
    ['own text as environment', workflow(run('echo "VERSION=1" >> $GITHUB_ENV')), []],
    [
      'unsafe commands',
      'on: push\npermissions: {}\nenv:\n  ACTIONS_ALLOW_UNSECURE_COMMANDS: true\njobs:\n  a:\n    steps: [{run: ls}]\n',
      ['unsafe-commands:4 high'],
    ],
    [
      'a release from a cache',
      workflow(`      - uses: actions/setup-node@v4\n        with:\n          cache: npm\n      - run: npm publish\n`, {
        on: '{ release: { types: [published] } }',
      }),
      ['cache-poisoning:10 low possible'],
    ],
    [
      'a test with a cache',
      workflow(`      - uses: actions/setup-node@v4\n        with:\n          cache: npm\n      - run: npm test\n`),
      [],
    ],
  ])('%s', (_what, text, expected) => {
    expect(rules(text)).toEqual(expected)
  })
})

describe('GitLab', () => {
  const gitlab = (text: string): string[] =>
    judgeGitlab(parsed(parseGitlabCi('.gitlab-ci.yml', text))).map(({ location, severity }) =>
      location.kind === 'configuration' ? `${location.key}:${location.line} ${severity}` : '',
    )

  it.each([
    ['text of strangers evaluated', 'a:\n  script:\n    - eval "echo $CI_COMMIT_MESSAGE"\n', ['script-injection:3 high']],
    ['text of strangers as data', 'a:\n  script:\n    - echo "$CI_COMMIT_MESSAGE"\n', []],
    ['secrets in the log', 'variables:\n  CI_DEBUG_TRACE: "true"\na:\n  script: [ls]\n', ['CI_DEBUG_TRACE:2 medium']],
    ['an include over plain HTTP', 'include:\n  - remote: http://host/ci.yml\na:\n  script: [ls]\n', ['unpinned-include:2 high']],
    [
      'an include that follows a branch',
      'include:\n  - project: org/ci\n    file: a.yml\n    ref: main\na:\n  script: [ls]\n',
      ['unpinned-include:2 low'],
    ],
    [
      'an include with a version',
      'include:\n  - project: org/ci\n    file: a.yml\n    ref: 1.2.3\n  - template: Jobs/SAST.gitlab-ci.yml\na:\n  script: [ls]\n',
      [],
    ],
  ])('%s', (_what, text, expected) => {
    expect(gitlab(text)).toEqual(expected)
  })
})

async function outcomeOf(id: string, files: Readonly<Record<string, string>>): Promise<Outcome> {
  folder = temporaryFolder(files)
  const tree = await gatherTree(folder.path)
  const control = CONTROLS.find((each) => each.id === id)
  if (control === undefined) throw new Error(id)
  const facts = { tree: known(tree), ...(await gatherConfiguration(folder.path, tree)), ...gatherPipeline(folder.path, tree) }
  return decide(control, control.checks[0]?.method ?? 'config', facts)
}

const one = (text: string): Readonly<Record<string, string>> => ({ '.github/workflows/ci.yml': text })
const GITLAB = (text: string): Readonly<Record<string, string>> => ({ '.gitlab-ci.yml': text })
const DEPLOY = '  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: kubectl apply -f k8s\n'

describe.each([
  [
    'ci.pipeline-integrity',
    [
      [
        'a well-kept workflow',
        one(workflow(`      - uses: actions/checkout@v4\n      - uses: org/a@${SHA}\n      - run: npm test\n`)),
        'pass',
      ],
      ['an injection', one(workflow(run('echo ${{ github.event.issue.title }}'), { on: 'issues' })), 'fail'],
      ['default permissions', one('on: push\njobs:\n  a:\n    steps: [{run: ls}]\n'), 'partial'],
      ['no pipeline', { 'app.py': '' }, 'not-applicable'],
      ['another system', { Jenkinsfile: 'node {}' }, 'not-verified'],
      ['a file that cannot be parsed', one('on: [push\njobs: {'), 'not-verified'],
      [
        'a workflow of a bomb of aliases',
        one(
          `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
            .split('')
            .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(',')}]`)
            .join('\n')}\non: push\njobs: *j\n`,
        ),
        'not-applicable',
      ],
    ],
  ],
  [
    'ci.security-scan',
    [
      ['a scanner that stops', one(workflow('      - run: npm audit --audit-level=high\n')), 'pass'],
      ['an action', one(workflow('      - uses: github/codeql-action/analyze@v3\n', { on: 'pull_request' })), 'pass'],
      ['ignored', one(workflow('      - run: npm audit || true\n')), 'fail'],
      ['continue-on-error', one(workflow('      - run: pip-audit\n        continue-on-error: true\n')), 'fail'],
      [
        'Trivy that only reports',
        one(workflow(`      - uses: aquasecurity/trivy-action@${SHA}\n        with:\n          scan-type: fs\n`)),
        'partial',
      ],
      [
        'Trivy that stops',
        one(workflow(`      - uses: aquasecurity/trivy-action@${SHA}\n        with:\n          exit-code: '1'\n`)),
        'pass',
      ],
      ['by the clock alone', one(workflow('      - run: npm audit\n', { on: '{ schedule: [{ cron: "0 3 * * 1" }] }' })), 'partial'],
      [
        'a bot alone',
        { ...one(workflow('      - run: npm test\n')), '.github/dependabot.yml': 'version: 2\nupdates:\n  - package-ecosystem: npm\n' },
        'partial',
      ],
      ['none', one(workflow('      - run: npm test\n')), 'fail'],
      ['a signature check is no scan', one(workflow('      - run: npm audit signatures\n')), 'fail'],
      ['a template of GitLab', GITLAB('include:\n  - template: Jobs/SAST.gitlab-ci.yml\n'), 'pass'],
      ['no pipeline', { 'app.py': '' }, 'not-verified'],
      ['another system', { '.circleci/config.yml': 'version: 2.1' }, 'not-verified'],
    ],
  ],
  [
    'ops.test-gate',
    [
      ['npm test', one(workflow('      - run: npm ci && npm test\n')), 'pass'],
      ['npm run with a suffix', one(workflow('      - run: npm run test:unit\n')), 'pass'],
      ['pytest', one(workflow('      - run: poetry run pytest -q\n', { on: 'pull_request' })), 'pass'],
      ['Django', one(workflow('      - run: python manage.py test\n')), 'pass'],
      ['swallowed', one(workflow(run('npm ci', 'npm test || true'))), 'fail'],
      ['swallowed by exit', one(workflow('      - run: pytest; exit 0\n')), 'fail'],
      ['continue-on-error', one(workflow('      - run: pytest\n        continue-on-error: true\n')), 'fail'],
      ['a pipe without pipefail', one(workflow('      - run: pytest | tee out.txt\n')), 'fail'],
      ['a pipe with pipefail', one(workflow('      - run: pytest | tee out.txt\n        shell: bash\n')), 'pass'],
      ['one ignored among others', one(workflow('      - run: npm test\n      - run: npm run test:e2e || true\n')), 'partial'],
      ['turned off', one(workflow('      - run: npm test\n', { job: 'if: false' })), 'fail'],
      ['installed and not run', one(workflow('      - run: pip install pytest==8.0\n      - run: npm run lint\n')), 'fail'],
      ['behind a script', one(workflow('      - run: ./scripts/ci.sh\n')), 'not-verified'],
      [
        'a release that waits',
        one(`${workflow('      - run: npm test\n')}${DEPLOY.replace('    steps', '    needs: build\n    steps')}`),
        'pass',
      ],
      [
        'a release that waits over a step',
        one(
          `${workflow('      - run: npm test\n')}  pack:\n    needs: [build]\n    steps: [{run: ls}]\n${DEPLOY.replace('    steps', '    needs: pack\n    steps')}`,
        ),
        'pass',
      ],
      ['a release that does not', one(`${workflow('      - run: npm test\n')}${DEPLOY}`), 'partial'],
      ['GitLab', GITLAB('test:\n  script:\n    - pytest\n'), 'pass'],
      ['GitLab, allowed to fail', GITLAB('test:\n  allow_failure: true\n  script:\n    - pytest\n'), 'fail'],
      ['GitLab, inherited', GITLAB('.base:\n  script:\n    - npm test\nunit:\n  extends: .base\n'), 'pass'],
      ['no pipeline', { 'app.py': '' }, 'not-verified'],
    ],
  ],
  [
    'container.image-vulns',
    [
      ['a scan that stops', { Dockerfile: 'FROM a:1\n', ...one(workflow('      - run: trivy image --exit-code 1 app\n')) }, 'pass'],
      ['a scan that reports', { Dockerfile: 'FROM a:1\n', ...one(workflow('      - run: trivy image app\n')) }, 'partial'],
      [
        'a scan of files is none of the image',
        { Dockerfile: 'FROM a:1\n', ...one(workflow('      - run: trivy fs --exit-code 1 .\n')) },
        'not-verified',
      ],
      ['no scan', { Dockerfile: 'FROM a:1\n' }, 'not-verified'],
      ['no image', { 'app.py': '' }, 'not-applicable'],
    ],
  ],
  [
    'ops.audit-cadence',
    [
      [
        'by the clock, compared',
        one(workflow('      - run: assay audit . --baseline latest\n', { on: '{ schedule: [{ cron: "0 3 1 * *" }] }' })),
        'pass',
      ],
      ['by the clock', one(workflow('      - run: npm audit\n', { on: '{ schedule: [{ cron: "0 3 1 * *" }] }' })), 'partial'],
      [
        'something else by the clock',
        one(workflow('      - run: npm run clean\n', { on: '{ schedule: [{ cron: "0 3 1 * *" }] }' })),
        'not-verified',
      ],
    ],
  ],
  [
    'ops.risk-register',
    [
      ['a register', { 'docs/risk-register.md': '# Risks\n' }, 'partial'],
      ['nothing', { 'app.py': '' }, 'not-verified'],
    ],
  ],
] as readonly (readonly [string, readonly (readonly [string, Readonly<Record<string, string>>, string])[]])[])('%s', (id, cases) => {
  it.each(cases)('%s', async (_what, files, expected) => {
    const outcome = await outcomeOf(id, files)
    expect(outcome.outcome, JSON.stringify(outcome)).toBe(expected)
  })
})

it('a test that is ignored is found at its line', async () => {
  expect(await outcomeOf('ops.test-gate', one(workflow(run('npm ci', 'npm test || true'))))).toMatchObject({
    findings: [{ location: { file: '.github/workflows/ci.yml', line: 10, snippet: 'npm test || true' } }],
  })
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Report } from 'assay'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { findChromium } from '../../../scripts/install-needs.ts'
import { escapeJson } from '../../audit/src/report/html.ts'

const PACKAGE = fileURLToPath(new URL('..', import.meta.url))
const SLOT = '__ASSAY_REPORT__'
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser, or null where there is none; then the tests that need it are left out, unless all are required. */
export const CHROMIUM = findChromium()
if (CHROMIUM === null) {
  const because = 'Chromium is not installed; ASSAY_CHROMIUM names another browser'
  if (process.env.ASSAY_TEST_REQUIRE === 'all') throw new Error(because)
  process.stderr.write(`The page tests are left out: ${because}.\n`)
}

export interface OpenPage {
  readonly page: Page
  /** Errors of the page and requests that it made besides its own file. */
  readonly complaints: readonly string[]
}

/** Builds the page from its source and shows reports in a browser. */
export class ReportPages {
  readonly template: string
  readonly #folder: string
  readonly #browser: Browser

  private constructor(template: string, folder: string, browser: Browser) {
    this.template = template
    this.#folder = folder
    this.#browser = browser
  }

  static async start(): Promise<ReportPages> {
    const folder = mkdtempSync(join(tmpdir(), 'assay-report-ui-'))
    await build({ root: PACKAGE, configFile: join(PACKAGE, 'vite.config.ts'), logLevel: 'error', build: { outDir: folder } })
    const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ARGUMENTS })
    return new ReportPages(readFileSync(join(folder, 'template.html'), 'utf8'), folder, browser)
  }

  async open(report: Report, options: BrowserContextOptions & { readonly hash?: string } = {}): Promise<OpenPage> {
    const { hash = '', ...contextOptions } = options
    const file = join(this.#folder, `${report.runId}-${report.findings.length}.html`)
    writeFileSync(
      file,
      this.template.replace(SLOT, () => escapeJson(report)),
    )
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 900 }, ...contextOptions })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(pathToFileURL(file).href) && !request.url().startsWith('data:'))
        complaints.push(`asked for ${request.url()}`)
    })
    await page.goto(pathToFileURL(file).href + hash)
    return { page, complaints }
  }

  async stop(): Promise<void> {
    await this.#browser.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

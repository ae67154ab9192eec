import type { Report } from 'assay'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleReport } from '../../audit/test/sample-report.ts'
import { EVERY_KIND, fullReport, HOSTILE } from './full-report.ts'
import { CHROMIUM, ReportPages } from './report-page.ts'

/** Bytes of the template: the page is mailed and attached. */
const MOST_BYTES = 350_000

describe.skipIf(CHROMIUM === null)('the report in a browser', () => {
  let pages: ReportPages
  beforeAll(async () => {
    pages = await ReportPages.start()
  })
  afterAll(async () => {
    await pages?.stop()
  })

  it('is one small file with one slot, whose policy lets nothing in or out', () => {
    expect(Buffer.byteLength(pages.template)).toBeLessThan(MOST_BYTES)
    expect(pages.template.split('__ASSAY_REPORT__')).toHaveLength(2)
    expect(pages.template).toContain('<script type="application/json" id="report">__ASSAY_REPORT__</script>')
    expect(pages.template).toMatch(/default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[\w+/=]+'/)
    expect(pages.template).toContain('<noscript>')
    // React writes SVG namespaces into its script; nothing is ever loaded from there
    expect(pages.template).not.toMatch(/(?:src|href)="https?:/)
  })

  it.each([
    ['sample', () => sampleReport()],
    ['full', () => fullReport()],
    ['large', () => fullReport(2000)],
  ])('shows the %s report without an error and without a request', async (_, report) => {
    const { page, complaints } = await pages.open(report())
    await expect(page.locator('h1').textContent()).resolves.toBe(report().verdict)
    await expect(page.locator('main > section').count()).resolves.toBeGreaterThanOrEqual(13)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('opens every finding to its evidence', async () => {
    const report = fullReport()
    const { page, complaints } = await pages.open(report)
    await page.emulateMedia({ media: 'screen' })
    for (const { fingerprint, message } of report.findings.slice(0, 12)) {
      await page.evaluate((hash) => {
        location.hash = hash
      }, `finding-${fingerprint}`)
      const finding = page.locator(`[id="finding-${fingerprint}"]`)
      await finding.locator('[role=tabpanel]:not([hidden])').waitFor()
      await expect(
        page
          .locator(`[data-open=true]:has([id="finding-${fingerprint}"]), [id="finding-${fingerprint}"][data-open=true]`)
          .first()
          .textContent(),
      ).resolves.toContain(message)
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('shows each kind of evidence under its tab', async () => {
    const { page } = await pages.open(fullReport(), { hash: hashOf('Everything at once') })
    const finding = page.locator(`[id="${hashOf('Everything at once').slice(1)}"]`)
    for (const [tab, shows] of EVERY_KIND) {
      await finding.getByRole('tab', { name: tab }).click()
      await expect(finding.locator('[role=tabpanel]:not([hidden])').textContent()).resolves.toContain(shows)
    }
    await page.context().close()
  })

  it('draws the load curve and opens an endpoint to its statements and plans', async () => {
    const { page, complaints } = await pages.open(fullReport())
    const performance = page.locator('#performance')
    await expect(performance.getByText('knee 372').isVisible()).resolves.toBe(true)
    await expect(performance.getByText('Event loop: at 410 requests a second').isVisible()).resolves.toBe(true)
    const row = performance.locator('.asks').filter({ hasText: 'GET /orders' })
    await expect(row.textContent()).resolves.toContain(
      '21 calls a request, 2 statements1 more for each item4.10 of 7.50 ms in the database',
    )
    await row.getByRole('button').click()
    await expect(row.textContent()).resolves.toContain('Index Scan using orders_pkey')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('keeps hostile text a text', async () => {
    const { page, complaints } = await pages.open(fullReport(), { hash: hashOf('Everything at once') })
    await expect(page.locator('#hostile, main img').count()).resolves.toBe(0)
    await expect(page.getByText(HOSTILE).first().isVisible()).resolves.toBe(true)
    const links = await page.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    expect(links.filter((href) => !/^#|^https:\/\/cwe\.mitre\.org\/data\/definitions\/\d+\.html$/.test(href))).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('moves between tabs by keyboard', async () => {
    const { page } = await pages.open(fullReport(), { hash: hashOf('Everything at once') })
    const chosen = () => page.locator('[role=tab][aria-selected=true]:focus').textContent()
    await page.getByRole('tab', { name: 'Live proof' }).focus()
    const steps: string[] = []
    for (const key of ['ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home']) {
      await page.keyboard.press(key)
      steps.push((await chosen()) ?? '')
    }
    expect(steps).toEqual(['Path', 'Fix', 'Live proof', 'Fix', 'Live proof'])
    await page.context().close()
  })

  it('filters findings and announces how many are left', async () => {
    const { page } = await pages.open(fullReport())
    const leaves = async (act: () => Promise<unknown>, told: string): Promise<void> => {
      await act()
      await expect.poll(() => page.locator('.shown').textContent(), { timeout: 5000 }).toBe(told)
    }
    const search = page.getByRole('searchbox')
    await leaves(() => page.getByRole('button', { name: /^critical/ }).click(), '3 findings')
    await leaves(() => page.getByRole('button', { name: /^all/ }).click(), '33 findings')
    await leaves(() => page.getByLabel('Status').selectOption('accepted-risk'), '1 finding')
    await leaves(() => page.getByLabel('Status').selectOption('all'), '33 findings')
    await leaves(() => search.fill('cwe-639'), '1 finding')
    await leaves(() => search.fill('module-7.ts'), '1 finding')
    await leaves(() => search.fill('no such thing'), '0 findings')
    await expect(page.locator('.shown').getAttribute('aria-live')).resolves.toBe('polite')
    await page.context().close()
  })

  it('shows the first twenty findings of a control and opens the rest', async () => {
    const { page } = await pages.open(fullReport(50), { hash: '#control-input.many' })
    const control = page.locator('[id="control-input.many"]')
    await expect(control.locator('.finding').count()).resolves.toBe(20)
    await control.getByRole('button', { name: '+30 more' }).click()
    await expect(control.locator('.finding').count()).resolves.toBe(50)
    await page.context().close()
  })

  it('leads a link to a control to its row, wherever that stands', async () => {
    const { page } = await pages.open(fullReport(), { hash: '#control-input.many' })
    for (const id of ['input.many', 'auth.holds', 'tls.absent', 'tls.example', 'ops.later', 'auth.partly', 'input.many']) {
      await page.evaluate((hash) => {
        location.hash = hash
      }, `control-${id}`)
      await page.waitForFunction((name) => document.getElementById(name)?.contains(document.activeElement), `control-${id}`)
      await expect(page.locator(`[id="control-${id}"]`).count()).resolves.toBe(1)
      await expect(page.locator(`[id="control-${id}"]`).isVisible()).resolves.toBe(true)
    }
    await page.context().close()
  })

  it('opens at the section that the address names', async () => {
    const { page } = await pages.open(fullReport(), { hash: '#scope' })
    await expect(page.locator('#scope h2').evaluate((title) => title.getBoundingClientRect().top < innerHeight)).resolves.toBe(true)
    await page.context().close()
  })

  it('follows the system theme until another is chosen', async () => {
    const { page } = await pages.open(fullReport(), { colorScheme: 'dark' })
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await ground()).toBe('rgb(14, 15, 17)')
    await page.getByRole('button', { name: 'light' }).click()
    expect(await ground()).toBe('rgb(251, 251, 250)')
    await page.context().close()
  })

  it('fits a phone', async () => {
    const { page } = await pages.open(fullReport(), { viewport: { width: 390, height: 844 }, hash: hashOf('Everything at once') })
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click()
      await expect(page.evaluate(() => document.documentElement.scrollWidth)).resolves.toBe(390)
    }
    await page.context().close()
  })

  it('prints every finding, with all its tabs, in light colours', async () => {
    const report = fullReport()
    const { page } = await pages.open(report, { colorScheme: 'dark' })
    await page.getByRole('searchbox').fill('module-7.ts')
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    const printed = (await page.locator('#findings').textContent()) ?? ''
    expect(report.findings.filter(({ message }) => !printed.includes(message))).toEqual([])
    await expect(hiddenPanels(page)).resolves.toBe(0)
    await expect(page.locator('.more:visible, .filters:visible, .tabs:visible, .rail:visible, .tools:visible').count()).resolves.toBe(0)
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)')
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await expect(page.locator('#findings [role=tabpanel]').count()).resolves.toBe(0)
    await page.context().close()
  })

  it('names everything that can be used', async () => {
    const { page } = await pages.open(fullReport(), { hash: hashOf('Everything at once') })
    const nameless = await page.evaluate(() => {
      const named = (element: Element): string => element.getAttribute('aria-label') ?? element.textContent ?? ''
      const controls = [...document.querySelectorAll('button, a, [role=img], [role=tabpanel], nav, select, input')]
      return controls
        .filter((element) => named(element).trim() === '' && element.closest('label') === null && !element.hasAttribute('aria-labelledby'))
        .map((element) => element.outerHTML.slice(0, 80))
    })
    expect(nameless).toEqual([])
    const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id))
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
    await page.context().close()
  })

  it('calls a void run void, and says what nothing was measured for', async () => {
    const { page } = await pages.open(fullReport())
    await expect(page.locator('#performance').textContent()).resolves.toContain('void: the generator was saturated')
    await page.context().close()
    const without = await pages.open(sampleReport())
    await expect(without.page.locator('#performance').textContent()).resolves.toContain('Nothing was measured')
    await without.page.context().close()
  })
})

function hashOf(start: string, report: Report = fullReport()): string {
  const finding = report.findings.find(({ message }) => message.startsWith(start))
  if (finding === undefined) throw new Error(`no finding starts with ${start}`)
  return `#finding-${finding.fingerprint}`
}

function hiddenPanels(page: Page): Promise<number> {
  return page.locator('[role=tabpanel]').evaluateAll((all) => all.filter((panel) => panel.getClientRects().length === 0).length)
}

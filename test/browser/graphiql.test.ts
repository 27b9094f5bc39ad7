import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

import { runDossier, temporaryFolder } from '../cli/run-dossier.js'

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']

describe('GraphiQL in a browser', () => {
  const folder = temporaryFolder()
  const dossier = runDossier(['serve'], { DOSSIER_DATA: folder })
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ARGS })
  })
  afterAll(async () => {
    await browser.close()
    dossier.signal('SIGTERM')
    await dossier.ended
  })

  test('opens with an example that answers, and asks no other host for anything', async () => {
    const url = await dossier.url()
    const page = await browser.newPage({ viewport: { width: 1400, height: 800 } })
    const strangers: string[] = []
    page.on('request', (request) => {
      const address = request.url()
      if (!address.startsWith(url) && !/^(blob|data):/.test(address)) strangers.push(address)
    })
    await page.goto(`${url}/graphiql`)
    await page.locator('.graphiql-execute-button').click({ timeout: 30_000 })
    await page.getByText('"OpenAI"').first().waitFor({ timeout: 30_000 })
    expect(strangers).toEqual([])
    // The picture in the README is taken here, when it is asked for.
    const picture = process.env['DOSSIER_PICTURE']
    if (!picture) return
    mkdirSync(dirname(picture), { recursive: true })
    await page.screenshot({ path: picture })
  }, 90_000)
})

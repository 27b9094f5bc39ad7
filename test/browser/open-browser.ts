import { existsSync } from 'node:fs'

import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'

/** A page that can reach one host only, and the addresses of all others that it asked for. */
export interface OpenPage {
  readonly page: Page
  readonly strangers: readonly string[]
  close(): Promise<void>
}

/** Opens an address in a browser with an empty profile. */
export async function openPage(url: string): Promise<OpenPage> {
  const browser = await launch()
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } })
  const strangers: string[] = []
  await page.route(
    (address) => address.origin !== new URL(url).origin && !['data:', 'blob:'].includes(address.protocol),
    (route) => {
      strangers.push(route.request().url())
      return route.abort()
    },
  )
  await page.goto(url)
  return { page, strangers, close: () => browser.close() }
}

function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] || '/usr/bin/chromium'
  if (!existsSync(executablePath)) throw new Error(`There is no browser at ${executablePath}; name one with CHROMIUM`)
  return chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  })
}

/** Runs the operation in front of the visitor and waits for a word of its answer. */
export async function runOperation(page: Page, word: string): Promise<void> {
  await page.locator('.graphiql-execute-button').click()
  await page.locator('.graphiql-response', { hasText: word }).waitFor({ timeout: 30_000 })
}

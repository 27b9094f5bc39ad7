import net from 'node:net'
import { join } from 'node:path'

import { runDossier, temporaryFolder } from './run-dossier.js'
import type { Run } from './run-dossier.js'

const folder = temporaryFolder()

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return response.json()
}

async function stop(run: Run, signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<void> {
  run.signal(signal)
  expect(await run.ended).toBe(0)
}

describe('dossier serve', () => {
  test('loads the seed into an empty graph and answers; the next time it finds it there', async () => {
    const settings = { DOSSIER_DATA: join(folder, 'graph') }
    const first = runDossier(['serve'], settings)
    const url = await first.url()
    expect(await ask(url, '{ company(slug: "openai") { name } }')).toEqual({ data: { company: { name: 'OpenAI' } } })
    expect(first.out()).toMatch(/^Dossier answers at http:\/\/127\.0\.0\.1:\d+\/graphql, .+\.\n$/)
    expect(first.err()).toContain('Loaded 1 file: ')
    await stop(first)

    const second = runDossier(['serve'], settings)
    expect(await ask(await second.url(), '{ company(slug: "openai") { name } }')).toEqual({
      data: { company: { name: 'OpenAI' } },
    })
    expect(second.err()).not.toContain('Loaded')
    await stop(second, 'SIGINT')
  })

  test('answers the same whatever NODE_ENV says', async () => {
    const answers: unknown[] = []
    for (const NODE_ENV of [undefined, 'production', 'development', 'test']) {
      const run = runDossier(['serve'], { NODE_ENV, DOSSIER_DATA: join(folder, 'graph'), DOSSIER_LOG: 'silent' })
      const url = await run.url()
      const page = await (await fetch(url)).text()
      answers.push({
        page: page.replaceAll(/[0-9a-f]{64}/g, ''),
        broken: await ask(url, '{ nothing }'),
        types: await ask(url, '{ __schema { queryType { name } } }'),
      })
      await stop(run)
    }
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(JSON.stringify(answers[0])).not.toContain('stacktrace')
  })

  test('ends what is under way before it ends, and at once when nothing is', async () => {
    const run = runDossier(['serve'], { DOSSIER_DATA: join(folder, 'graph') })
    const url = await run.url()
    await ask(url, '{ __typename }')
    const started = Date.now()
    await stop(run)
    expect(Date.now() - started).toBeLessThan(2000)
    await expect(fetch(url)).rejects.toThrow()
  })

  test('writes nothing but its log while it serves', async () => {
    const run = runDossier(['serve'], { DOSSIER_DATA: join(folder, 'graph') })
    await ask(await run.url(), '{ __typename }')
    await stop(run)
    const lines = run.err().trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'operation',
      'stopping: what is under way comes to its end first',
    ])
    const silent = runDossier(['serve'], { DOSSIER_DATA: join(folder, 'graph'), DOSSIER_LOG: 'silent' })
    await silent.url()
    await stop(silent)
    expect(silent.err()).toBe('')
  })

  test('says in a sentence that the port is taken, and leaves the graph in order', async () => {
    const other = net.createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as net.AddressInfo
    const run = runDossier(['serve'], { PORT: String(port), DOSSIER_DATA: join(folder, 'graph') })
    expect(await run.ended).toBe(2)
    expect(run.err()).toBe(
      `Port ${port} on 127.0.0.1 is taken. Stop the program that has it, or choose another with PORT.\n`,
    )
    other.close()
    const next = runDossier(['serve'], { DOSSIER_DATA: join(folder, 'graph') })
    await next.url()
    await stop(next)
  })

  test('says in a sentence that another process has the graph', async () => {
    const first = runDossier(['serve'], { DOSSIER_DATA: join(folder, 'graph') })
    await first.url()
    const second = runDossier(['serve'], { DOSSIER_DATA: join(folder, 'graph') })
    expect(await second.ended).toBe(4)
    expect(second.err().trim().split('\n')).toHaveLength(1)
    await stop(first)
  })

  test.each([
    ['serve', 'SIGTERM', 143],
    ['rebuild', 'SIGINT', 130],
  ] as const)('%s ends at once by %s while it waits for Neo4j', async (command, signal, exitCode) => {
    const run = runDossier([command], { NEO4J_URI: 'bolt://127.0.0.1:1' })
    await run.told('does not answer yet')
    run.signal(signal)
    expect(await run.ended).toBe(exitCode)
  })
})

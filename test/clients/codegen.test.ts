import { generateTypes, readSchema } from './generate-types.js'
import { startDossier } from './start-dossier.js'
import type { RunningDossier } from './start-dossier.js'

let dossier: RunningDossier

beforeAll(async () => {
  dossier = await startDossier()
  await generateTypes(await readSchema(dossier.url))
}, 60_000)

afterAll(() => dossier?.stop())

test('x', () => undefined)

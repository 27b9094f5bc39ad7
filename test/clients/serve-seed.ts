import { join } from 'node:path'

import { runDossier, temporaryFolder } from '../cli/run-dossier.js'

/** A process of Dossier that serves the seed while the tests of a file run; `url` is its endpoint. */
export function serveSeed(): { url: () => string } {
  const folder = temporaryFolder()
  let url = ''
  beforeAll(async () => {
    url = `${await runDossier(['serve'], { DOSSIER_DATA: join(folder, 'graph'), DOSSIER_LOG: 'silent' }).url()}/graphql`
  })
  return { url: () => url }
}

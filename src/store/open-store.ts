import type { Config } from '../config.js'
import { openEmbeddedStore } from './embedded-store.js'
import type * as Neo4jStoreFile from './neo4j-store.js'
import type { Store } from './store.js'

/** Opens the graph the settings ask for; `onWait` is told a sentence when a server is waited for. */
export function openStore(
  config: Pick<Config, 'folder' | 'neo4j'>,
  onWait?: (sentence: string) => void,
): Promise<Store> {
  if (config.neo4j === null) return openEmbeddedStore({ folder: config.folder })
  // Loading the driver takes a third of a second, which a user of the embedded engine need not wait for.
  const { openNeo4jStore } = require('./neo4j-store.js') as typeof Neo4jStoreFile
  return openNeo4jStore(config.neo4j, onWait === undefined ? {} : { onWait })
}

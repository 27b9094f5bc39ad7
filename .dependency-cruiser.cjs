/** Which room may look into which. The order is the road of a query, from the far end back. */
const rooms = {
  model: [],
  cypher: [],
  search: ['model', 'store'],
  plan: ['cypher', 'model', 'search', 'store'],
  paths: ['plan', 'model', 'store'],
  store: ['cypher'],
  ingest: ['store', 'cypher', 'model', 'search'],
  measure: ['store', 'cypher', 'model'],
  graphql: ['plan', 'paths', 'ingest', 'search', 'store', 'model'],
  http: ['graphql', 'store'],
  cli: ['http', 'ingest', 'measure', 'graphql', 'store'],
}

/** A package lives in few rooms, so that it can be replaced there. One that is not named here has no home yet. */
const packages = {
  '@apollo/server': ['http', 'graphql'],
  '@fastify/cors': ['http'],
  '@grafeo-db/js': ['store'],
  '@graphql-yoga/render-graphiql': ['http'],
  fastify: ['http', 'graphql'],
  graphology: ['measure'],
  'graphology-communities-louvain': ['measure'],
  'graphology-metrics': ['measure'],
  graphql: ['graphql', 'http', 'model'],
  'graphql-scalars': ['model', 'graphql'],
  'i18n-iso-countries': ['model'],
  'lru-cache': ['search', 'graphql'],
  'neo4j-driver': ['store'],
  pino: ['http', 'cli'],
  'reflect-metadata': ['model', 'graphql'],
  'type-graphql': ['model', 'graphql'],
  yaml: ['ingest'],
}

/** Rooms that compute and touch nothing outside: no file, no network, no clock of Node. */
const pure = ['model', 'cypher', 'search', 'plan', 'paths']

const any = (names) => `(${names.join('|')})`
// oxlint-disable-next-line max-params -- a rule reads as one row of a table
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(([room, seen]) =>
      forbid(
        `${room}-sees-only-its-neighbours`,
        `src/${room} may import: ${[...seen, 'errors.ts', 'types of config.ts'].join(', ')}`,
        { path: `^src/${room}/` },
        { path: '^src/', pathNot: [`^src/${any([room, ...seen])}/`, '^src/(errors|config)\\.ts$'] },
      ),
    ),
    forbid(
      'settings-are-handed-down',
      'a room gets its settings as values; of config.ts it may know the types',
      { path: `^src/${any(Object.keys(rooms))}/` },
      { path: '^src/config\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'plan-runs-nothing',
      'src/plan, src/paths and src/search may know the types of src/store: what a statement is, and a row; a store itself is not its business',
      { path: '^src/(plan|paths|search)/' },
      { path: '^src/store/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'main-sees-only-the-commands',
      'src/main.ts may import: cli, config.ts, errors.ts',
      { path: '^src/main\\.ts$' },
      { path: '^src/', pathNot: ['^src/cli/', '^src/(errors|config)\\.ts$'] },
    ),
    forbid(
      'config-sees-only-errors',
      'src/config.ts may import: errors.ts',
      { path: '^src/config\\.ts$' },
      { path: '^src/', pathNot: '^src/errors\\.ts$' },
    ),
    forbid(
      'errors-see-nothing',
      'src/errors.ts may import nothing of ours',
      { path: '^src/errors\\.ts$' },
      { path: '^src/' },
    ),
    forbid(
      'a-file-has-a-room',
      `src holds main.ts, config.ts, errors.ts and the rooms ${Object.keys(rooms).join(', ')}`,
      {},
      { path: '^src/', pathNot: [`^src/${any(Object.keys(rooms))}/`, '^src/(main|config|errors)\\.ts$'] },
    ),
    ...Object.entries(packages).map(([name, owners]) =>
      forbid(
        `${name}-stays-home`,
        `${name} is used only in: ${owners.join(', ')}`,
        { path: '^src/', pathNot: `^src/${any(owners)}/` },
        { path: `node_modules/${name}/` },
      ),
    ),
    forbid(
      'a-package-has-a-home',
      'name the package and its rooms in .dependency-cruiser.cjs',
      { path: '^src/' },
      { path: 'node_modules/', pathNot: `node_modules/${any([...Object.keys(packages), '@types'])}/` },
    ),
    forbid(
      'pure-rooms-touch-nothing',
      `${pure.join(', ')} compute; reading and writing belong to other rooms`,
      { path: `^src/${any(pure)}/` },
      { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    ),
    forbid('no-cycle', 'read one file without reading its readers', {}, { circular: true }),
    forbid('no-test-in-src', 'tests know src, never the reverse', { path: '^src/' }, { path: '^(test|tools|bench)/' }),
    forbid('nothing-unknown', 'an import that leads nowhere', {}, { couldNotResolve: true }),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '/\\.generated/' },
    doNotFollow: { path: 'node_modules' },
  },
}

import { cypher } from '../cypher/cypher.js'
import { statesFact } from '../model/claim-rules.js'
import type { Judged, Standing } from '../model/fold-rules.js'
import { isSingleScheme } from '../model/identifier-schemes.js'
import type { Row, Run } from '../store/store.js'
import { SourceRoots } from './source-roots.js'
import type { Evidence } from './source-roots.js'
import { ask, groupBy } from './write-graph.js'

/** A judgement that stands, with why it was not carried out so far. */
export interface StandingJudgement extends Standing {
  readonly refusal: string | null
}

/** The judgements that say something of two entities which are there, whatever became of these. */
export async function readJudgements(run: Run): Promise<readonly StandingJudgement[]> {
  const rows = await ask(
    run,
    cypher`MATCH (j:Judgement) WHERE j.revokedAt IS NULL AND j.verdict <> 'UNSURE'
CALL (j) { MATCH (j)-[r:JUDGES]->(n:Node) WITH r, n ORDER BY r.position RETURN collect(coalesce(r.standsFor, n.id)) AS sides }
RETURN j.id AS id, j.at AS at, j.verdict AS verdict, j.refusal AS refusal, sides`,
  )
  return rows.flatMap(({ id, at, verdict, refusal, sides }) => {
    const [a, b, ...more] = sides as readonly string[]
    if (a === undefined || b === undefined || more.length > 0 || a === b) return []
    const told = refusal == null ? null : String(refusal)
    return [{ id: String(id), at: String(at), verdict: String(verdict), sides: [a, b] as const, refusal: told }]
  })
}

/** Every folded entity with the one that it is folded into. */
export async function readFolded(run: Run): Promise<ReadonlyMap<string, string>> {
  const rows = await ask(run, cypher`MATCH (n:Folded) RETURN n.id AS id, n.foldedInto AS target ORDER BY id`)
  return new Map(rows.map(({ id, target }) => [String(id), String(target)]))
}

/** Entities with the claims on each of them, wherever these lead by now. */
export async function readJudged(run: Run, ids: readonly string[]): Promise<ReadonlyMap<string, Judged>> {
  const nodes = await ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id}) RETURN n.id AS id, n.slug AS slug, coalesce(n.foldedKind, n.nodeKind) AS kind, coalesce(n.foldedInto, n.id) AS target`,
  )
  const claims = groupBy(await readClaimsOn(run, nodes), ({ id }) => String(id))
  const sources = [...claims.values()].flat().flatMap((row) => evidenceOf(row).map(([source]) => source))
  const roots = await SourceRoots.read(run, [...new Set(sources)])
  return new Map(
    nodes.map(({ id, slug, kind }) => {
      const own = claims.get(String(id)) ?? []
      const origins = own.flatMap((row) => roots.namedOriginsOf(row['speakers'] as readonly string[], evidenceOf(row)))
      const judged: Judged = {
        id: String(id),
        slug: String(slug),
        kind: String(kind),
        claims: own.length,
        origins: new Set(origins).size,
        identifiers: identifiersOf(own),
      }
      return [judged.id, judged]
    }),
  )
}

/** A claim on a folded entity leads to the one that it is folded into, or is new and leads to the folded one still. */
async function readClaimsOn(run: Run, nodes: readonly Row[]): Promise<readonly Row[]> {
  const places = nodes.flatMap(({ id = null, target = null }) => [...new Set([id, target])].map((at) => ({ id, at })))
  return ask(
    run,
    cypher`UNWIND ${places} AS row
MATCH (n:Node {id: row.at})<-[r:SUBJECT]-(c:Claim) WHERE coalesce(r.standsFor, n.id) = row.id AND c.review = 'ACCEPTED' AND c.retractedAt IS NULL
CALL (c) { MATCH (c)-[e:SUPPORTED_BY]->(x:Source) WITH x, e ORDER BY x.id RETURN collect([x.id, e.stance, '']) AS sources }
CALL (c) { MATCH (c)-[a:ATTRIBUTED_TO]->(p:Node) WHERE p.slug IS NOT NULL WITH p, a ORDER BY a.position RETURN collect(coalesce(a.standsFor, p.id)) AS speakers }
CALL (c) { MATCH (c)<-[:SUPERSEDES]-(y:Claim) WHERE y.review = 'ACCEPTED' AND y.retractedAt IS NULL RETURN collect(y.id) AS successors }
RETURN row.id AS id, c.predicate AS predicate, c.polarity AS polarity, c.modality AS modality, c.rank AS rank, c.qualified AS qualified, c.value_text AS value, sources, speakers, successors`,
  )
}

const evidenceOf = ({ sources }: Row): readonly Evidence[] => sources as unknown as readonly Evidence[]

/** The numbers of registers that may show of an entity. */
function identifiersOf(claims: readonly Row[]): Judged['identifiers'] {
  const known = claims
    .filter(({ predicate, successors }) => predicate === 'IDENTIFIER' && (successors as readonly string[]).length === 0)
    .filter(({ polarity, modality, rank }) =>
      statesFact({ polarity: String(polarity), modality: String(modality), rank: String(rank) }),
    )
    .map(({ qualified, value }) => {
      const { scheme } = JSON.parse(String(qualified)) as { readonly scheme?: string }
      return [String(scheme), String(value)] as const
    })
  const numbers = groupBy(
    known.filter(([scheme]) => isSingleScheme(scheme)),
    ([scheme]) => scheme,
  )
  return new Map([...numbers].map(([scheme, given]) => [scheme, given.map(([, value]) => value).toSorted()]))
}

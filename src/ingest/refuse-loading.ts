import { cypher } from '../cypher/cypher.js'
import { Failure } from '../errors.js'
import type { Run, Store } from '../store/store.js'
import { nothingLoaded } from './file-reader.js'
import { claimId, claimKey, entityId, slugKey } from './records.js'
import type { Batch, ClaimRecord } from './records.js'
import { ask } from './write-graph.js'

/** Why a record of a batch cannot be loaded, by the id of the record. */
interface Objection {
  readonly id: string
  readonly message: string
}

/** Refuses files that the graph, or another of them, stands against: all of them, before anything is written. */
export async function refuseFiles(store: Store, files: readonly string[], batches: readonly Batch[]): Promise<void> {
  const among = objectionsAmong(files, batches)
  const listed: string[] = []
  for (const [i, batch] of batches.entries()) {
    const own = await store.readInSteps((run) => objectionsTo(run, batch))
    const lineOf = ({ id }: Objection): number => batch.lines?.get(id) ?? 0
    for (const { id, message } of [...own, ...(among[i] ?? [])].toSorted((a, b) => lineOf(a) - lineOf(b)))
      listed.push(`${placeOf(files[i], batch, id)} ${message}`)
  }
  if (listed.length > 0) throw nothingLoaded(listed)
}

/** What stands against loading files together, each with its place. */
export function findingsAmong(
  files: readonly string[],
  batches: readonly Batch[],
): readonly { readonly place: string; readonly message: string }[] {
  return objectionsAmong(files, batches).flatMap((objections, i) =>
    objections.map(({ id, message }) => ({ place: placeOf(files[i], batches[i] ?? {}, id), message })),
  )
}

/** Refuses what the graph stands against, in the transaction that would write it. */
export async function refuseBatch(run: Run, batch: Batch): Promise<void> {
  const objections = await objectionsTo(run, batch)
  if (objections.length > 0) throw new Failure('SEED_INVALID', objections.map(({ message }) => message).join('\n'))
}

/** The file with the line of a record, where that is known. */
export function placeOf(file: string | undefined, { lines }: Pick<Batch, 'lines'>, id: string): string {
  return [file, lines?.get(id)].filter((part) => part !== undefined).join(':')
}

async function objectionsTo(run: Run, batch: Batch): Promise<readonly Objection[]> {
  return [...(await otherKinds(run, batch)), ...(await takenSlugs(run, batch)), ...(await takenKeys(run, batch))]
}

async function otherKinds(run: Run, { entities }: Batch): Promise<readonly Objection[]> {
  const ids = entities.map(({ slug }) => entityId(slug))
  const known = await ask(
    run,
    cypher`UNWIND ${ids} AS id MATCH (n:Node {id: id}) RETURN id AS id, coalesce(n.foldedKind, n.nodeKind) AS kind`,
  )
  const kinds = new Map(known.map(({ id, kind }) => [String(id), String(kind)]))
  return entities.flatMap(({ slug, kind }) => {
    const id = entityId(slug)
    const other = kinds.get(id) ?? kind
    return other === kind ? [] : [{ id, message: ofTwoKinds(slug, [`${other} in the graph`, `${kind} in the file`]) }]
  })
}

function ofTwoKinds(slug: string, [one, other]: readonly [string, string]): string {
  return `"${slug}" is of kind ${one} and of kind ${other}. Give one of them another slug.`
}

/** A slug that a batch gives to an entity, now or formerly; the record is the entity or the claim. */
interface GivenSlug {
  readonly slug: string
  readonly owner: string
  readonly id: string
}

function slugsOf({ entities, claims }: Batch): { readonly own: GivenSlug[]; readonly former: GivenSlug[] } {
  const former = claims.filter(
    ({ predicate, qualifiers }) => predicate === 'IDENTIFIER' && qualifiers['scheme'] === 'SLUG',
  )
  return {
    own: entities.map(({ slug }) => ({ slug, owner: slug, id: entityId(slug) })),
    former: former.map((claim) => ({ slug: claim.value.text ?? '', owner: claim.subject, id: claimId(claim) })),
  }
}

/** A slug leads to one entity for ever, so a former one can neither be given again nor be taken from another. */
async function takenSlugs(run: Run, batch: Batch): Promise<readonly Objection[]> {
  const { own, former } = slugsOf(batch)
  const named = [...former, ...own].map((each) => ({ ...each, key: slugKey(each.slug), of: entityId(each.owner) }))
  const taken = await ask(
    run,
    cypher`UNWIND ${named} AS row MATCH (i:Identifier {key: row.key})-[r:IDENTIFIES]->(n:Entity) WHERE coalesce(r.standsFor, r.claimedOf, n.id) <> row.of RETURN row.id AS id, row.slug AS slug, row.owner AS owner, n.slug AS other`,
  )
  return taken.map(({ id, slug, owner, other }) => ({
    id: String(id),
    message:
      slug === owner
        ? `"${String(slug)}" is a former slug of "${String(other)}". Speak of it by that slug.`
        : formerSlugOfTwo(String(slug), [String(other), String(owner)]),
  }))
}

function formerSlugOfTwo(slug: string, [one, other]: readonly [string, string]): string {
  return `"${slug}" leads to "${one}", so it cannot be a former slug of "${other}".`
}

/** A claim with a name of its own. */
interface Keyed {
  readonly name: string
  readonly key: string
  readonly id: string
  readonly claim: ClaimRecord
}

/** The claims that have keys. */
export function keyedOf(claims: readonly ClaimRecord[]): readonly Keyed[] {
  return claims.flatMap((claim) =>
    claim.key === undefined ? [] : [{ name: claim.key, key: claimKey(claim.key), id: claimId(claim), claim }],
  )
}

async function takenKeys(run: Run, { claims }: Batch): Promise<readonly Objection[]> {
  const keyed = keyedOf(claims)
  if (keyed.length === 0) return []
  const [owners, names] = [await readOwners(run, keyed), await readNames(run, keyed)]
  return keyed.flatMap(({ name, key, id, claim }) => {
    if ((owners.get(key) ?? id) !== id) return [{ id, message: keyOfAnother(name, claim, 'in the graph') }]
    const other = names.get(id) ?? name
    return other === name
      ? []
      : [
          {
            id,
            message: `The claim ${said(claim)} has the key "${other}" in the graph and "${name}" in the file. Keep the first.`,
          },
        ]
  })
}

/** The ids of the claims that have the keys, by key. */
export async function readOwners(run: Run, keyed: readonly Keyed[]): Promise<ReadonlyMap<string, string>> {
  const owners = await ask(
    run,
    cypher`UNWIND ${keyed.map(({ key }) => key)} AS key MATCH (i:Identifier {key: key})-[:IDENTIFIES]->(c:Claim) RETURN i.key AS key, c.id AS id`,
  )
  return new Map(owners.map(({ key, id }) => [String(key), String(id)]))
}

async function readNames(run: Run, keyed: readonly Keyed[]): Promise<ReadonlyMap<string, string>> {
  const names = await ask(
    run,
    cypher`UNWIND ${keyed.map(({ id }) => id)} AS id MATCH (c:Claim {id: id}) WHERE c.key IS NOT NULL RETURN c.id AS id, c.key AS key`,
  )
  return new Map(names.map(({ key, id }) => [String(id), String(key)]))
}

function keyOfAnother(name: string, claim: ClaimRecord, where: string): string {
  return `The key "${name}" is that of another claim ${where}. Give the one ${said(claim)} another key.`
}

function said({ subject, predicate }: ClaimRecord): string {
  return `on "${subject}", ${predicate},`
}

/** What stands against loading the batches together, for each of them; what comes first is right. */
function objectionsAmong(files: readonly string[], batches: readonly Batch[]): readonly (readonly Objection[])[] {
  const kinds = new Map<string, { readonly kind: string; readonly place: string }>()
  const slugs = new Map<string, string>(batches.flatMap((batch) => slugsOf(batch).own.map(({ slug }) => [slug, slug])))
  const keys = new Map<string, { readonly id: string; readonly place: string }>()
  return batches.map((batch, i) => {
    const objections: Objection[] = []
    for (const { slug, kind } of batch.entities) {
      const id = entityId(slug)
      const first = kinds.get(slug)
      if (!first) kinds.set(slug, { kind, place: placeOf(files[i], batch, id) })
      else if (first.kind !== kind)
        objections.push({ id, message: ofTwoKinds(slug, [`${first.kind} at ${first.place}`, `${kind} here`]) })
    }
    for (const { slug, owner, id } of slugsOf(batch).former) {
      const first = slugs.get(slug)
      if (first === undefined) slugs.set(slug, owner)
      else if (first !== owner) objections.push({ id, message: formerSlugOfTwo(slug, [first, owner]) })
    }
    for (const { name, id, claim } of keyedOf(batch.claims)) {
      const first = keys.get(name)
      if (!first) keys.set(name, { id, place: placeOf(files[i], batch, id) })
      else if (first.id !== id) objections.push({ id, message: keyOfAnother(name, claim, `at ${first.place}`) })
    }
    return objections
  })
}

import { Failure } from '../errors.js'
import { readKnown, sayingOf } from '../model/claim-rules.js'
import type { Moment } from '../model/claim-rules.js'
import { differencesOf, historyOf } from '../model/history.js'
import type { Difference, LineForms, LinedClaim, Shown } from '../model/history.js'
import type { PlainValue } from '../store/store.js'
import { dayOf, knownOf, readRef } from './bind.js'
import type { Request } from './bind.js'
import { BARE } from './tree.js'
import type { Tree } from './tree.js'
import type { ClaimCells } from './claim-cells.js'
import type { DiffOutput, HistoryOutput, NodeOutput, Pins, Trust } from './plan.js'

type Cells = readonly PlainValue[]

/** Makes a node of an answer from the cells of its row. */
export type ShapeNode = (node: NodeOutput) => (cells: Cells, request: Request) => Tree

/** A claim with the row that it was read from. */
interface RowClaim extends LinedClaim {
  readonly row: Cells
}

/** Prepares what was shown of a node from when to when. */
export function historyShaper(output: HistoryOutput, shapeNode: ShapeNode) {
  const entries = output.entries.map((entry) =>
    entry.field === 'claim' ? { ...entry, shape: shapeNode(entry.node) } : { ...entry, shape: null },
  )
  const fields = new Set(Object.values(output.cells.forms).flatMap(fieldsOf))
  return (cells: Cells, request: Request): Tree[] => {
    const { clock, pins, field } = output
    const forms = formsOf(output.cells, cells)
    const wanted = field === null ? null : (readRef(field, request) as string | null)
    if (wanted !== null && !fields.has(wanted)) refuseField(wanted, output, fieldsOf(forms))
    const known = pins?.clock === clock ? knownOf(pins, request) : null
    return historyOf(claimsOf(output.cells, cells), forms, { clock, layer: pins?.review ?? 'ACCEPTED' })
      .filter((shown) => (wanted === null || shown.field === wanted) && (known === null || shown.from <= known))
      .filter(({ predicate, claim }) => forms[predicate]?.isAlways || isTrusted(claim, output.trust))
      .map((shown) => {
        const tree: Tree = { __proto__: BARE }
        for (const { key, field: name, shape } of entries)
          tree[key] = shape ? shape(shown.claim.row, request) : shownField(shown, name, known)
        return tree
      })
  }
}

/** Says that no claim on any entity makes such a field, and which ones there are of the entity that is asked about. */
function refuseField(wanted: string, { at }: HistoryOutput, own: readonly string[]): never {
  const names = own.toSorted().join(', ')
  throw new Failure(
    'BAD_USER_INPUT',
    `"field" of ${at} is "${wanted}", which is no field that claims make. Leave it out. Did you mean one of ${names}?`,
    { facts: { argument: 'field', at } },
  )
}

function fieldsOf(forms: LineForms): readonly string[] {
  return [...new Set(Object.values(forms).map(({ field }) => field))]
}

/** Whether a claim is put and believed at least as trust asks for. */
function isTrusted({ modality, confidence }: LinedClaim, trust: Trust | null): boolean {
  const { modalities = null, confidences = null } = trust ?? {}
  return (modalities?.includes(modality) ?? true) && (confidences?.includes(confidence) ?? true)
}

function shownField(shown: Shown<RowClaim>, name: string, known: string | null): unknown {
  if (name === '__typename') return 'Shown'
  if (name === 'from') return instantOf(shown.from)
  if (name === 'to') return shown.to === null || (known !== null && shown.to > known) ? null : instantOf(shown.to)
  return name === 'field' ? shown.field : shown.predicate
}

/** A day of publication as the moment at which it begins. */
function instantOf(moment: string): string {
  return moment.length === 10 ? `${moment}T00:00:00.000Z` : moment
}

/** Prepares what differs between two moments. */
export function diffShaper(output: DiffOutput, shapeNode: ShapeNode) {
  const entries = output.entries.map((entry) =>
    'node' in entry ? { ...entry, shape: shapeNode(entry.node) } : { ...entry, shape: null },
  )
  return (cells: Cells, request: Request): Tree[] => {
    const moments = [momentOf(output.from, request), momentOf(output.to, request)] as const
    return differencesOf(claimsOf(output.cells, cells), formsOf(output.cells, cells), moments)
      .filter((difference) => changeOf(difference) === output.change)
      .map((difference) => {
        const tree: Tree = { __proto__: BARE }
        for (const { key, field, shape } of entries) {
          const side = field === 'before' || field === 'after' ? difference[field] : null
          if (shape) tree[key] = side === null ? null : shape(side.row, request)
          else
            tree[key] =
              field === '__typename' ? 'Difference' : field === 'field' ? difference.field : difference.predicate
        }
        return tree
      })
  }
}

function changeOf({ before, after }: Difference<RowClaim>): DiffOutput['change'] {
  return before === null ? 'added' : after === null ? 'withdrawn' : 'changed'
}

function momentOf(pins: Pins, request: Request): Moment {
  return {
    clock: pins.clock,
    known: knownOf(pins, request),
    valid: pins.valid === null ? null : dayOf(pins, request),
    layer: pins.review,
  }
}

function formsOf({ kindSlot, forms }: ClaimCells, cells: Cells): LineForms {
  return forms[String(cells[kindSlot])] ?? {}
}

function claimsOf({ rows, columns, object, successors }: ClaimCells, cells: Cells): RowClaim[] {
  return (cells[rows] as readonly Cells[]).map((row): RowClaim => {
    const cell = (column: string): PlainValue => row[columns[column] ?? -1] ?? null
    const maybe = (column: string): string | null => {
      const value = cell(column)
      return value === null ? null : String(value)
    }
    const text = (column: string): string => maybe(column) ?? ''
    const named = ((row[object] as readonly Cells[])[0]?.[0] ?? null) as string | null
    return {
      id: text('id'),
      predicate: text('predicate'),
      object: named,
      qualified: text('qualified'),
      validFrom: maybe('validFrom'),
      polarity: text('polarity'),
      modality: text('modality'),
      confidence: text('confidence'),
      rank: text('rank'),
      review: text('review'),
      publishedOn: text('pub_from'),
      recordedAt: text('recordedAt'),
      retractedAt: maybe('retractedAt'),
      publishedFrom: maybe('publishedAt_from'),
      holdsFrom: maybe('validFrom_from'),
      holdsTo: maybe('validTo_to'),
      origins: (cell('origins') ?? []) as readonly string[],
      originsSince: cell('originsSince') as readonly string[] | null,
      says: sayingOf(named, cell),
      successors: (row[successors] as readonly Cells[]).map(readKnown),
      row,
    }
  })
}

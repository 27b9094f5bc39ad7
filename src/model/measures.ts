/**
 * The columns of measures: what `dossier measure` computed of the graph as it was then. No claim says them, so they
 * have no past, and a question about a moment cannot be answered with them.
 */
export const MEASURE_COLUMNS: readonly string[] = [
  'degree',
  'pageRank',
  'community',
  'measurement_at',
  'measurement_method',
]

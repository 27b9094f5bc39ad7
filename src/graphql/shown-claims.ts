import type { Filter } from '../plan/plan.js'
import type { Given } from './given.js'

const ON_RECORD: Filter = { test: 'onRecord' }

/** A filter that says which claims it is about, by their review or retraction or one by one, is taken at its word. */
const CHOOSING = ['review', 'retractedAt', 'key', 'id']

/** What is shown of a target where a filter holds: of claims those on record, unless the filter itself says which. */
export function ofShown(target: string, filter: Filter, given: Given | undefined): Filter {
  return isAboutShown(target, given) ? { test: 'and', filters: [filter, ON_RECORD] } : filter
}

/** A filter that holds of everything that is shown: what is not shown does not count against it. */
export function ofEachShown(target: string, filter: Filter, given: Given | undefined): Filter {
  return isAboutShown(target, given) ? { test: 'or', filters: [{ test: 'not', filter: ON_RECORD }, filter] } : filter
}

function isAboutShown(target: string, given: Given | undefined): boolean {
  return target === 'Claim' && !(given && chooses(given))
}

function chooses(given: Given): boolean {
  if (given.is === 'list') return given.items.some(chooses)
  if (given.is !== 'object') return false
  return [...given.fields].some(
    ([key, each]) => CHOOSING.includes(key) || (['and', 'or', 'not'].includes(key) && chooses(each)),
  )
}

import { Fragment, cypher } from '../cypher/cypher.js'
import type { Hole, Pins } from './plan.js'

/** Cypher that a kind declares for a computed property, with its variable put in and its day as a parameter. */
export function expression(template: string, variable: Fragment, pins: Pins | null): Fragment {
  const fragments = template.split(/(\{n\}|\{today\})/).map((piece) => {
    if (piece === '{n}') return variable
    if (piece === '{today}') return cypher`${{ fill: 'day', pins } satisfies Hole}`
    return new Fragment([piece], [])
  })
  return fragments.reduce((left, right) => cypher`${left}${right}`)
}

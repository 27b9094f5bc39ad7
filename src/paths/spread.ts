import type { Explorer } from './explorer.js'

/** Follows edges from one node, level by level, and answers with every node that it met and how far away it is. */
export async function spread(explorer: Explorer, start: string, hops: number): Promise<ReadonlyMap<string, number>> {
  const distances = new Map([[start, 0]])
  let frontier: readonly string[] = [start]
  for (let distance = 1; distance <= hops && frontier.length > 0; distance += 1) {
    const { fromStart: template } = explorer.templates.follow
    const found = await explorer.follow(frontier, { template, ends: [start] })
    frontier = [...found].filter((node) => !distances.has(node))
    for (const node of frontier) distances.set(node, distance)
  }
  return distances
}

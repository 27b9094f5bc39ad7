/** A chain that is longer than this is a mistake, or a ring. */
export const LONGEST_CHAIN = 20

/** Takes a step from some ids, from what it leads to, and so on; answers with all that was come to, the first among them. */
export async function followChains(
  ids: readonly string[],
  step: (ids: readonly string[]) => Promise<readonly string[]>,
): Promise<ReadonlySet<string>> {
  const all = new Set(ids)
  let wanted: readonly string[] = [...all]
  for (let steps = 0; steps < LONGEST_CHAIN && wanted.length > 0; steps += 1) {
    const found = new Set(await step(wanted))
    wanted = [...found].filter((id) => !all.has(id))
    for (const id of wanted) all.add(id)
  }
  return all
}

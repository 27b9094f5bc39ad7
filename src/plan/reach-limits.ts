/** How many keys of one order may lie over edges. */
export const MOST_REACHED = 3

/** How many edges lie at most between a list and what orders or filters it. */
export const REACHED_FAR = 3

import type { Config } from '../config.js'

/** What a command may touch; a test hands in its own. */
export interface Surroundings {
  /** Read only by commands that need settings, so that a wrong one does not keep others from running. */
  readonly readConfig: () => Config
  /** The folder of the package, where `schema/` and `seed/` lie. */
  readonly root: string
  /** Prints a line of what the command answers. */
  readonly print: (line: string) => void
  /** Tells a person a line about how it goes. */
  readonly tell: (line: string) => void
  /** Resolves when the command is asked to stop. */
  readonly untilStopped: () => Promise<unknown>
}

/** The day in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

import { pino, stdTimeFunctions } from 'pino'
import type { DestinationStream, Logger } from 'pino'

/** The running log of a server: one JSON object a line. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'isLevelEnabled'>

/** Writes the log to the error output, which leaves standard output to the answers of commands. */
export function createLog(level: string, stream: DestinationStream = pino.destination({ dest: 2, sync: false })): Log {
  return pino({ level, base: null, timestamp: stdTimeFunctions.isoTime }, stream)
}

import net from 'node:net'

/** A server that speaks as much Bolt as a client needs to connect, and can fall silent on all of its connections. */
export interface StandInNeo4j {
  readonly uri: string
  /** From now on nothing is answered, and no connection is closed. */
  fallSilent(): void
  /** New connections are answered again; those that met the silence stay silent. */
  speak(): void
  close(): Promise<void>
}

/** The greeting of Bolt 5.4, the last version that is chosen without asking back. */
const VERSION = Buffer.from([0, 0, 4, 5])

/** Each message ends with an empty chunk; to one of another form every client says goodbye with its last. */
const END = Buffer.from([0, 0])
const GOODBYE = 0x02

/** Starts a server that answers every message with the same success. */
export async function serveStandInNeo4j(): Promise<StandInNeo4j> {
  let isSilent = false
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    let unread = Buffer.alloc(0)
    let isGreeted = false
    let isLost = false
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      isLost ||= isSilent
      if (isLost) return
      unread = Buffer.concat([unread, bytes])
      if (!isGreeted && unread.length >= 20) {
        isGreeted = true
        unread = unread.subarray(20)
        socket.write(VERSION)
      }
      if (!isGreeted) return
      while (unread.length > 0) {
        const end = unread.indexOf(END, 2)
        if (end < 0) return
        if (unread[3] !== GOODBYE) socket.write(SUCCESS)
        unread = unread.subarray(end + END.length)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  return {
    uri: `bolt://127.0.0.1:${port}`,
    fallSilent: () => void (isSilent = true),
    speak: () => void (isSilent = false),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const SUCCESS = message(0x70, [
  text('server'),
  text('Neo4j/5.26.20'),
  text('connection_id'),
  text('bolt-1'),
  text('bookmark'),
  text('mark'),
  text('fields'),
  Buffer.from([0x90]),
])

/** A structure with one map. */
function message(tag: number, pairs: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from([0xb1, tag, 0xa0 + pairs.length / 2]), ...pairs])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(body.length)
  return Buffer.concat([length, body, END])
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x80 + value.length]), Buffer.from(value)])
}

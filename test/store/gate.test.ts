import { Gate } from '../../src/store/gate.js'

/** A gate that notes what happens, and is shut when the test says so. */
function openGate() {
  const notes: string[] = []
  const shutting: { resolve: () => void; reject: (reason: Error) => void }[] = []
  const gate = new Gate(async () => {
    notes.push('wait')
    await new Promise<void>((resolve, reject) => shutting.push({ resolve, reject }))
    notes.push('shut')
    return async () => void notes.push('open')
  })
  const job = (name: string) => async (): Promise<string> => {
    notes.push(name)
    await settle()
    notes.push(`${name} ended`)
    return name
  }
  return { gate, notes, shutting, job }
}

async function settle(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
}

describe('a gate', () => {
  test('[S6] is shut once for all who wait, who run beside one another, and opens when the last has ended', async () => {
    const { gate, notes, shutting, job } = openGate()
    const answers = Promise.all([gate.run(job('a')), gate.run(job('b'))])
    shutting[0]?.resolve()
    expect(await answers).toEqual(['a', 'b'])
    await settle()
    expect(notes).toEqual(['wait', 'shut', 'a', 'b', 'a ended', 'b ended', 'open'])
  })

  test('[S12] who comes when it is shut waits for the next one, so that writes have their turn', async () => {
    const { gate, notes, shutting, job } = openGate()
    const first = gate.run(job('a'))
    shutting[0]?.resolve()
    await settle()
    const second = gate.run(job('b'))
    await first
    expect(notes).not.toContain('b')
    shutting[1]?.resolve()
    expect(await second).toBe('b')
    expect(notes.filter((note) => note === 'wait')).toHaveLength(2)
  })

  test('[S15] what kept it from being shut comes to all who waited, and the next one is tried anew', async () => {
    const { gate, shutting, job } = openGate()
    const answers = Promise.allSettled([gate.run(job('a')), gate.run(job('b'))])
    const reason = new Error('no server')
    shutting[0]?.reject(reason)
    expect(await answers).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ])
    const later = gate.run(job('c'))
    shutting[1]?.resolve()
    expect(await later).toBe('c')
  })

  test('[S6] opens after a job that failed', async () => {
    const { gate, notes, shutting } = openGate()
    const failing = gate.run(() => Promise.reject(new Error('refused')))
    shutting[0]?.resolve()
    await expect(failing).rejects.toThrow('refused')
    await settle()
    expect(notes).toEqual(['wait', 'shut', 'open'])
  })
})

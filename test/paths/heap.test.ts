import fc from 'fast-check'

import { Heap } from '../../src/paths/heap.js'

test('whatever comes in and goes out, the first of what is there is taken', () => {
  // A node comes in, null takes one out.
  const steps = fc.array(fc.option(fc.constantFrom(...'abcdefgh'), { freq: 3 }), { maxLength: 60 })
  fc.assert(
    fc.property(steps, (given) => {
      const heap = new Heap((one, other) => one < other)
      let there: string[] = []
      for (const step of [...given, ...given.map(() => null)]) {
        if (step === null) {
          expect(heap.take()).toBe(there[0])
          there = there.slice(1)
        } else {
          heap.add(step)
          there = [...there, step].toSorted()
        }
      }
    }),
  )
})

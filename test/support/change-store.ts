import type { Store } from '../../src/store/store.js'

/** The store with some methods of another's, to watch it or to disturb it. */
export function changeStore(store: Store, others: Partial<Store>): Store {
  return new Proxy(store, {
    get(target, key: keyof Store) {
      const own = others[key] ?? target[key]
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
}

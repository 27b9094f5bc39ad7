import type { DocumentNode, FragmentDefinitionNode } from 'graphql'

/** The fragments of a document by their names. */
export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>

const fragments = new WeakMap<DocumentNode, Fragments>()

/** The fragments of a document, gathered once. */
export function fragmentsOf(document: DocumentNode): Fragments {
  let known = fragments.get(document)
  if (!known) {
    known = Object.fromEntries(
      document.definitions.flatMap((each) => (each.kind === 'FragmentDefinition' ? [[each.name.value, each]] : [])),
    )
    fragments.set(document, known)
  }
  return known
}

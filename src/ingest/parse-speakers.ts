import { kindOf } from '../model/catalog.js'
import type { Catalog } from '../model/catalog.js'
import type { Part } from './file-reader.js'
import type { Names } from './names.js'
import type { SpeakerRecord } from './records.js'

/** Who says or judges something, in one of the three forms in which a file names them. */
export function readSpeaker(part: Part, names: Names, catalog: Catalog): SpeakerRecord | null {
  const fields = part.map(['author', 'entity', 'anonymous'])
  const [only] = fields?.entries() ?? []
  if (!fields || !only || fields.size !== 1)
    return part.problem('A speaker is one of { author: source }, { entity: slug }, { anonymous: key }.')
  const [form, value] = only
  const key = value.text()
  if (key === null) return null
  if (form === 'author')
    return names.sources.has(key) ? { author: key } : value.problem(`"${key}" is not among the sources.`)
  if (form === 'entity') {
    const entity = names.entities.get(key)
    if (!entity) return value.problem(`"${key}" is not among the entities.`)
    const { members } = kindOf(catalog, 'Speaker')
    return members.includes(entity.kind)
      ? { entity: key }
      : value.problem(`"${key}" is of kind ${entity.kind}; those who speak are ${members.join(', ')}.`)
  }
  const anonymous = names.speakers.get(key)
  return anonymous ? { anonymous: anonymous.record } : value.problem(`"${key}" is not among the speakers.`)
}

import { declareEnum } from './declare.js'

/** The closed lists of words that kinds and claims share. */

export const DatePrecision = declareEnum('DatePrecision', 'How exactly a date is known.', {
  DAY: 'The day is known.',
  MONTH: 'Only the month is known.',
  YEAR: 'Only the year is known.',
  DECADE: 'Only the decade is known.',
})

export const Modality = declareEnum('Modality', 'How the speaker puts a claim.', {
  CONFIRMED: 'Said by someone with authority over it, or confirmed by an editor.',
  REPORTED: 'Reported as having happened.',
  ALLEGED: 'Asserted by someone without proof being given.',
  RUMOURED: 'Passed on without anyone standing behind it.',
  OPINION: 'A judgement, not a fact.',
  FORECAST: 'Said of the future.',
  DENIED: 'Said not to be so.',
  INFERRED: 'Concluded by an author or an editor from other things.',
})

export const Polarity = declareEnum('Polarity', 'Whether a claim says that something is so or that it is not.', {
  AFFIRMS: 'It is so.',
  NEGATES: 'It is not so.',
})

export const ConfidenceLevel = declareEnum('ConfidenceLevel', 'How sure the editors are that a claim is true.', {
  CONFIDENT: 'Hardly in doubt.',
  LIKELY: 'More likely than not.',
  SPECULATIVE: 'Not more than a guess.',
  UNKNOWN: 'Nobody has judged it.',
})

export const Rank = declareEnum('Rank', 'What the editors prefer among claims on the same thing.', {
  PREFERRED: 'Shown before the others.',
  NORMAL: 'Shown by the general rule.',
  DEPRECATED: 'Kept on record but not shown as a fact.',
})

export const Review = declareEnum('Review', 'Whether the editors have taken a claim in.', {
  PROPOSED: 'Suggested, for example by a machine, and not yet judged.',
  ACCEPTED: 'Taken in.',
  REJECTED: 'Judged and left out.',
})

export const Stance = declareEnum('Stance', 'What a source does to a claim.', {
  SUPPORTS: 'It says so.',
  REFUTES: 'It says otherwise.',
  MENTIONS: 'It speaks of it without taking a side.',
})

export const ValueKind = declareEnum('ValueKind', 'What the object of a claim is.', {
  ENTITY: 'Another entity, in `object`.',
  TEXT: 'Words, in `text`.',
  NUMBER: 'A number, in `number`.',
  BOOLEAN: 'Yes or no, in `boolean`.',
  DATE: 'A date, in `date`.',
  MONEY: 'An amount, in `amount` and `currency`.',
  SOME_VALUE: 'There is a value, but it is not known.',
  NO_VALUE: 'It is known that there is none.',
})

export const ClaimLink = declareEnum('ClaimLink', 'How one claim bears on another.', {
  SUPERSEDES: 'It takes the place of the other in the same line of reporting.',
  CORROBORATES: 'It says the same from another origin.',
  CONTRADICTS: 'Both cannot be true.',
  REFINES: 'It says the same more exactly.',
  DENIES: 'It disputes the other.',
  DERIVED_FROM: 'It was concluded from the other.',
})

export const NameKind = declareEnum('NameKind', 'What sort of name it is.', {
  OFFICIAL: 'The registered or formal name.',
  SHORT: 'The name in common use.',
  ALIAS: 'Another name in use.',
  FORMER: 'A name no longer used.',
  TRANSLITERATED: 'The name in another script.',
  WEAK: 'A name that helps to find, but never to identify.',
})

export const EventStatus = declareEnum('EventStatus', 'Where an event stands in the world.', {
  PROPOSED: 'Suggested by someone.',
  IN_TALKS: 'Being talked about by the parties.',
  ANNOUNCED: 'Made public, not yet in effect.',
  IN_FORCE: 'In effect.',
  ONGOING: 'Going on.',
  COMPLETED: 'Done.',
  SUSPENDED: 'Halted for a time.',
  LIFTED: 'Ended by the one who imposed it.',
  WITHDRAWN: 'Taken back.',
  CANCELLED: 'Given up before it came about.',
})

export const ParticipantRole = declareEnum('ParticipantRole', 'The part that an entity has in an event.', {
  TARGET: 'What or whom it is aimed at.',
  ISSUER: 'Who ordered it.',
  AUTHORITY: 'Who conducts it.',
  IMPOSER: 'Who imposed it.',
  JURISDICTION: 'Where it applies.',
  ITEM: 'What is restricted.',
  RAISER: 'Who raises the money.',
  INVESTOR: 'Who puts money in.',
  RELEASED: 'What is released.',
  RELEASER: 'Who releases it.',
  PARTY: 'Who takes part.',
  HOST: 'Within which organization it takes place.',
  SPEAKER: 'Who says it.',
  TOPIC: 'What it is about.',
})

export const Ground = declareEnum('Ground', 'Why an authority acts.', {
  PRIVACY: 'Protection of personal data.',
  SECURITY: 'Security of states or systems.',
  CENSORSHIP: 'Control of what may be said.',
  COPYRIGHT: 'Rights in works.',
  COMPETITION: 'Fair markets.',
  SAFETY: 'Harm to people.',
})

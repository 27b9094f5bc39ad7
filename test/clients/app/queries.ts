import { graphql } from '../dist/gql/index.js'

/** What a card of any entity shows; kinds add their own. */
export const ENTITY_CARD = graphql(`
  fragment EntityCard on Entity {
    __typename
    id
    slug
    name
    names {
      value
      kind
    }
    ... on Organization {
      headquarters {
        iso2
        name
      }
    }
    ... on Model {
      access
      releasedOn {
        value
        precision
      }
    }
  }
`)

/** Who says something. */
export const SPEAKER_LINE = graphql(`
  fragment SpeakerLine on Speaker {
    __typename
    ... on Person {
      name
    }
    ... on AnonymousSpeaker {
      description
      count
    }
    ... on Author {
      source {
        title
      }
    }
  }
`)

export const COMPANY_PAGE = graphql(`
  query CompanyPage(
    $slug: String!
    $first: Int = 10
    $after: String
    $modelsWhere: ModelClaimedWhere
    $peopleOrder: [PersonRoleHeldOrder!]
  ) {
    company(slug: $slug) {
      ...EntityCard
      valuation {
        amount
        currency
      }
      models(first: $first, after: $after, where: $modelsWhere) {
        totalCount
        edges {
          cursor
          since {
            value
            precision
            from
            to
          }
          modality
          node {
            ...EntityCard
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
      people(first: 5, orderBy: $peopleOrder) {
        edges {
          role
          isCurrent
          node {
            id
            name
          }
        }
      }
    }
  }
`)

export const COMPANIES = graphql(`
  query Companies($where: CompanyWhere, $orderBy: [CompanyOrder!]) {
    companies(where: $where, orderBy: $orderBy) {
      nodes {
        id
        name
      }
    }
  }
`)

export const EVENTS = graphql(`
  query Events($where: EventWhere, $orderBy: [EventOrder!] = [{ date: DESC }]) {
    events(where: $where, orderBy: $orderBy) {
      nodes {
        __typename
        id
        title
        status
        ... on FundingRound {
          target {
            amount
            currency
          }
        }
        ... on Ban {
          measure
          grounds
        }
        participants(first: 5) {
          edges {
            role
            node {
              ...EntityCard
            }
          }
        }
      }
    }
  }
`)

export const CLAIMS = graphql(`
  query Claims($first: Int!, $where: ClaimWhere) {
    claims(first: $first, where: $where) {
      nodes {
        id
        predicate
        recordedAt
        subject {
          ...EntityCard
        }
        speakers {
          ...SpeakerLine
        }
        sources {
          edges {
            stance
            node {
              title
              url
              retrievedOn
            }
          }
        }
      }
    }
  }
`)

export const ENTITIES = graphql(`
  query Entities($refs: [EntityRef!]!) {
    entities(refs: $refs) {
      ...EntityCard
    }
  }
`)

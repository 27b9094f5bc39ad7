import { gql } from '@apollo/client'

/** A page as these operations ask for it. */
export interface Connection<Node> {
  readonly totalCount: number
  readonly edges: readonly { readonly cursor: string; readonly node: Node; readonly role?: string | null }[]
  readonly pageInfo: {
    readonly startCursor: string | null
    readonly endCursor: string | null
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
  }
}

const PAGE = gql`
  fragment Page on PageInfo {
    startCursor
    endCursor
    hasNextPage
    hasPreviousPage
  }
`

export const CLAIM_PAGES = gql`
  query ClaimPages(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $where: ClaimWhere
    $orderBy: [ClaimOrder!]
  ) {
    claims(first: $first, after: $after, last: $last, before: $before, where: $where, orderBy: $orderBy) {
      totalCount
      edges {
        cursor
        node {
          id
          predicate
          subject {
            id
            name
          }
        }
      }
      pageInfo {
        ...Page
      }
    }
  }
  ${PAGE}
`

export const COMPANY_PAGES = gql`
  query CompanyPages($slug: String!, $first: Int, $after: String) {
    company(slug: $slug) {
      id
      name
      claims(first: $first, after: $after) {
        totalCount
        edges {
          cursor
          node {
            id
            predicate
          }
        }
        pageInfo {
          ...Page
        }
      }
    }
  }
  ${PAGE}
`

export const PEOPLE_PAGES = gql`
  query PeoplePages($slug: String!, $first: Int, $after: String) {
    company(slug: $slug) {
      id
      people(first: $first, after: $after, orderBy: [{ edge: { since: DESC } }]) {
        totalCount
        edges {
          cursor
          role
          isCurrent
          node {
            id
            name
          }
        }
        pageInfo {
          ...Page
        }
      }
    }
  }
  ${PAGE}
`

/** Type conditions on kinds, on interfaces (one within another) and on the union, and values without an id. */
export const MIXED = gql`
  query Mixed {
    events(first: 40) {
      nodes {
        id
        ...Headline
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
        participants(first: 10) {
          edges {
            role
            node {
              ...Named
            }
          }
        }
      }
    }
    claims(first: 50) {
      nodes {
        id
        subject {
          ...Named
        }
        object {
          ...Named
        }
        speakers {
          ...Voice
        }
      }
    }
  }

  fragment Headline on Event {
    title
    status
    date {
      value
      precision
    }
    ...Named
  }

  fragment Named on Entity {
    id
    slug
    name
    ... on Organization {
      people(first: 3) {
        edges {
          role
          node {
            id
            name
          }
        }
      }
    }
    ... on Country {
      iso2
    }
  }

  fragment Voice on Speaker {
    ... on Node {
      id
    }
    ... on Entity {
      name
    }
    ... on AnonymousSpeaker {
      description
      count
      affiliation {
        ...Named
      }
    }
    ... on Author {
      source {
        id
        title
      }
    }
  }
`

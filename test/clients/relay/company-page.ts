import { graphql } from 'relay-runtime'

/** What an application of Relay would ask for: fragments of components, lists that are walked, a node that is asked again. */
export const QUERY = graphql`
  query companyPageQuery($slug: String!) {
    company(slug: $slug) {
      id
      ...companyPageHead
      ...companyPageClaims
    }
  }
`

export const HEAD = graphql`
  fragment companyPageHead on Company {
    name
    headquarters {
      name
    }
    people(first: 3, orderBy: [{ name: ASC }]) {
      edges {
        role
        isCurrent
        node {
          ...companyPageName
        }
      }
    }
  }
`

export const NAME = graphql`
  fragment companyPageName on Entity @refetchable(queryName: "companyPageNameQuery") {
    slug
    name
    names {
      value
      lang
    }
    ... on Event {
      title
      date {
        value
        precision
      }
    }
  }
`

export const CLAIMS = graphql`
  fragment companyPageClaims on Company
  @refetchable(queryName: "companyPageClaimsQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 2 }
    cursor: { type: "String" }
    modality: { type: "[Modality!]", defaultValue: [REPORTED, CONFIRMED] }
  ) {
    claims(first: $count, after: $cursor, where: { modality: { in: $modality } })
      @connection(key: "companyPage_claims", filters: ["where"]) {
      totalCount
      edges {
        node {
          id
          text
          speakers {
            __typename
            ... on Person {
              name
            }
          }
        }
      }
    }
  }
`

export const EVENTS = graphql`
  fragment companyPageEvents on Query
  @refetchable(queryName: "companyPageEventsQuery")
  @argumentDefinitions(
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
  ) {
    events(first: $first, after: $after, last: $last, before: $before, orderBy: [{ date: DESC }])
      @connection(key: "companyPage_events") {
      edges {
        node {
          ...companyPageName
        }
      }
    }
  }
`

/** Serves the plain world by @neo4j/graphql behind Apollo Server: `URI=bolt://... PORT=0 node rival.mjs`. */
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { Neo4jGraphQL } from '@neo4j/graphql'
import neo4j from 'neo4j-driver'

const typeDefs = `
type Company @node(labels: ["PlainCompany"]) {
  id: ID!
  name: String!
  valuation: Float
  headquarters: [Country!]! @relationship(type: "PLAIN_HEADQUARTERED_IN", direction: OUT)
  models: [Model!]! @relationship(type: "PLAIN_DEVELOPED", direction: OUT)
  people: [Person!]! @relationship(type: "PLAIN_WORKS_AT", direction: IN)
  events: [Event!]! @relationship(type: "PLAIN_INVOLVES", direction: IN)
}
type Country @node(labels: ["PlainCountry"]) {
  id: ID!
  name: String!
  companies: [Company!]! @relationship(type: "PLAIN_HEADQUARTERED_IN", direction: IN)
  events: [Event!]! @relationship(type: "PLAIN_IN_COUNTRY", direction: IN)
}
type Person @node(labels: ["PlainPerson"]) {
  id: ID!
  name: String!
  companies: [Company!]! @relationship(type: "PLAIN_WORKS_AT", direction: OUT)
}
type Model @node(labels: ["PlainModel"]) {
  id: ID!
  name: String!
  releasedAt: Date
  parameters: Float
  developers: [Company!]! @relationship(type: "PLAIN_DEVELOPED", direction: IN)
  events: [Event!]! @relationship(type: "PLAIN_ABOUT", direction: IN)
}
type Event @node(labels: ["PlainEvent"]) {
  id: ID!
  name: String!
  kind: String!
  date: Date!
  amount: Float
  companies: [Company!]! @relationship(type: "PLAIN_INVOLVES", direction: OUT)
  models: [Model!]! @relationship(type: "PLAIN_ABOUT", direction: OUT)
  countries: [Country!]! @relationship(type: "PLAIN_IN_COUNTRY", direction: OUT)
}
`

const driver = neo4j.driver(process.env.URI)
const started = performance.now()
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema()
const schemaMs = Math.round(performance.now() - started)
const { url } = await startStandaloneServer(new ApolloServer({ schema, nodeEnv: 'production' }), {
  listen: { host: '127.0.0.1', port: Number(process.env.PORT ?? 0) },
  context: async () => ({ sessionConfig: { database: 'neo4j' } }),
})
console.log(JSON.stringify({ url, schemaMs }))

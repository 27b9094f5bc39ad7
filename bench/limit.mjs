/** Answers each operation by one hand-written statement over bare HTTP: `URI=bolt://... PORT=0 node limit.mjs`. */
import { createServer } from 'node:http'
import neo4j from 'neo4j-driver'
import { OPERATIONS } from './operations.mjs'

const driver = neo4j.driver(process.env.URI, undefined, { disableLosslessIntegers: true })
const statements = new Map(OPERATIONS.map(({ name, limit }) => [name, limit]))

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (piece) => (body += piece))
  request.on('end', async () => {
    const session = driver.session({ defaultAccessMode: 'READ', database: 'neo4j' })
    try {
      const { cypher, params = {} } = statements.get(JSON.parse(body).operationName)
      const { records } = await session.run(cypher, params)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ data: records.map((record) => record.get(0)) }))
    } catch (error) {
      response.statusCode = 500
      response.end(String(error))
    } finally {
      void session.close()
    }
  })
})

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/` }))
})

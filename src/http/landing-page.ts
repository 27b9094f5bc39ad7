import type { ApolloServerPlugin } from '@apollo/server'
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default'

/** The page of Apollo Sandbox, with an operation to start from; the same in every environment. */
export function landingPage(document: string): ApolloServerPlugin {
  const plugin = ApolloServerPluginLandingPageLocalDefault({
    embed: { runTelemetry: false },
    includeCookies: false,
    ...(document !== '' && { document }),
  })
  return {
    async serverWillStart(service) {
      const page = await (await plugin.serverWillStart?.(service))?.renderLandingPage?.()
      if (!page) return
      const { html } = page
      return {
        renderLandingPage: async () => ({
          html: async () => pointAtApi(typeof html === 'string' ? html : await html()),
        }),
      }
    },
  }
}

/** The page takes its own address for that of the API; ours is also shown at `/`. */
function pointAtApi(html: string): string {
  return html.replace(
    'initialEndpoint = window.location.href',
    "initialEndpoint = new URL('/graphql', window.location.href).href",
  )
}

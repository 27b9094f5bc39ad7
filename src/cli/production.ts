/** Read first of all: graphql-js looks at it once, when it is loaded, and otherwise checks each type over and over. */
process.env['NODE_ENV'] = 'production'

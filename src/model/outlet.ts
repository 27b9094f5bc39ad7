import { Kind } from './declare.js'
import { Organization } from './organization.js'

@Kind({ description: 'A publisher of news or data.', one: 'outlet', many: 'outlets' })
export class Outlet extends Organization {}

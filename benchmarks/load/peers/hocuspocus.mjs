// @hocuspocus/server as it ships. PORT says where to listen; DATABASE, if set, is the file in which documents are kept.
import { Server } from '@hocuspocus/server'
import { SQLite } from '@hocuspocus/extension-sqlite'

const database = process.env.DATABASE
const server = new Server({
  address: '127.0.0.1',
  port: Number(process.env.PORT),
  quiet: true,
  extensions: database === undefined ? [] : [new SQLite({ database })],
})
await server.listen()

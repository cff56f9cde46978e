import {connect, type Socket} from 'node:net'

/**
 * Reads an answer on each of many connections, a kilobyte a second, until it is ended.
 *
 * Arguments: address, connections. The header of the token comes on standard input, which others
 * cannot see. Says `open` when every connection has its first bytes; fails when one is cut.
 */
const url = new URL(process.argv[2]!)
const connections = Number(process.argv[3])
let header = ''
for await (const piece of process.stdin) header += String(piece)
const request = `GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\n${header.trim()}\r\n\r\n`

const sockets = await Promise.all(Array.from({length: connections}, begin))
console.log('open')
setInterval(() => {
  for (const socket of sockets) socket.read(1024)
}, 1000)

function begin(): Promise<Socket> {
  const {promise, resolve, reject} = Promise.withResolvers<Socket>()
  const socket = connect(Number(url.port), url.hostname)
  socket.once('error', reject)
  socket.once('close', () => {
    throw new Error('A slow reader was cut')
  })
  socket.once('readable', () => {
    const start = String(socket.read(12))
    if (start === 'HTTP/1.1 200') resolve(socket)
    else reject(new Error(`A slow reader was answered ${start}`))
  })
  socket.write(request)
  return promise
}

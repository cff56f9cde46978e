import {JsonError, parseStrictJson} from '#schemas'

import {LakeError} from '../lake-error.ts'

/** A request in JSON-RPC 2.0. */
export interface RpcRequest {
  id: string | number | null
  method: string
  params: Record<string, unknown>
}

/** A refusal in JSON-RPC: its own codes are negative, ours are those of HTTP. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code: number

  constructor(code: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Read a request. @throws {RpcError} */
export function parseRpc(text: string): RpcRequest {
  const {id, method, params = {}} = readMessage(text)
  if (typeof method !== 'string') throw new RpcError(-32600, 'There is no method')
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new RpcError(-32602, 'The params are no object')
  }
  return {
    id: typeof id === 'string' || typeof id === 'number' ? id : null,
    method,
    params: params as Record<string, unknown>,
  }
}

/** Give the error of an answer; null for what is no refusal. */
export function rpcFault(error: unknown): {code: number; message: string} | null {
  if (error instanceof RpcError) return {code: error.code, message: error.message}
  if (error instanceof LakeError) return {code: error.status, message: error.message}
  return null
}

function readMessage(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = parseStrictJson(text, {name: 'message'})
  } catch (cause) {
    if (!(cause instanceof JsonError)) throw cause
    throw new RpcError(-32700, cause.message, {cause})
  }
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  throw new RpcError(-32600, 'A message is an object')
}

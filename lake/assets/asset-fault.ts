import {LakeError} from '../lake-error.ts'

/** Why an asset is refused. */
export type AssetFaultCode =
  | 'asset-type'
  | 'asset-damaged'
  | 'asset-too-large'
  | 'asset-name'
  | 'asset-unknown'
  | 'svg-malformed'
  | 'asset-url'
  | 'asset-in-edition'

/** Make the refusal of an asset. */
export function assetFault(
  status: 400 | 404 | 409 | 413,
  code: AssetFaultCode,
  message: string,
  cause?: unknown,
): LakeError {
  return new LakeError(status, code, message, {cause})
}

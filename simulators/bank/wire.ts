// The gateway's wire format: VeriTrans4G BankPay as DGFT publishes it, with the gaps filled as noted.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

export type Merchant = { ccid: string; key: string }
export type Params = Record<string, unknown>

/**
 * Result codes: the published shape is four blocks of four; the table is not public, so the first block is
 * ours.
 */
export const resultCodes = {
  done: 'B001000000000000',
  notFound: 'BN01000000000000',
  badAuthHash: 'BA01000000000000',
  badRequest: 'BV01000000000000',
  duplicateOrder: 'BD01000000000000',
  insufficientFunds: 'BF01000000000000',
  limit: 'BL01000000000000',
  frozen: 'BZ01000000000000',
  unlinked: 'BU01000000000000',
  maintenance: 'BM01000000000000',
  other: 'BX01000000000000',
} as const
export type ResultName = keyof typeof resultCodes

const messages: Record<ResultName, string> = {
  done: '処理が成功しました。',
  notFound: '対象の取引または口座がありません。',
  badAuthHash: '認証に失敗しました。',
  badRequest: 'パラメータが正しくありません。',
  duplicateOrder: '同じ取引IDで内容の異なる取引があります。',
  insufficientFunds: '残高が不足しています。',
  limit: '限度額を超えています。',
  frozen: 'お取り扱いできない口座です。',
  unlinked: '口座が登録されていません。',
  maintenance: '金融機関がサービス時間外です。',
  other: '金融機関で処理できませんでした。',
}

/** The reply every command gives, successful or not. */
export function reply(name: ResultName, more: Params = {}): { result: Params } {
  const mstatus = name === 'done' ? 'success' : 'failure'
  return { result: { mstatus, vResultCode: resultCodes[name], merrMsg: messages[name], ...more } }
}

/**
 * Opens `{"params":…,"authHash":"…"}` and checks the hash over the very bytes of params that came in.
 * Gives 'badRequest' for another shape, 'badAuthHash' for a wrong hash or merchant.
 */
export function openEnvelope(body: string, merchant: Merchant): Params | 'badRequest' | 'badAuthHash' {
  const parts =
    /^\s*\{\s*"params"\s*:\s*(\{[\s\S]*\})\s*,\s*"authHash"\s*:\s*"([0-9a-fA-F]{64})"\s*\}\s*$/.exec(body)
  if (!parts?.[1] || !parts[2]) return 'badRequest'
  const expected = createHash('sha256')
    .update(merchant.ccid + parts[1] + merchant.key)
    .digest('hex')
  if (!same(expected, parts[2].toLowerCase())) return 'badAuthHash'
  try {
    const params = JSON.parse(parts[1]) as Params
    if (params['txnVersion'] !== '2.0.0') return 'badRequest'
    return params['merchantCcid'] === merchant.ccid ? params : 'badAuthHash'
  } catch {
    return 'badRequest'
  }
}

/** MAC (44 characters) over values that pass through the browser: HMAC-SHA256 of the values joined by `|`. */
export function mac(merchant: Merchant, values: readonly string[]): string {
  return createHmac('sha256', merchant.key).update(values.join('|')).digest('base64')
}

/** Signature of a server push, sent as `x-bankpay-signature`: hex HMAC-SHA256 of the raw body. */
export function pushSignature(merchant: Merchant, body: string): string {
  return createHmac('sha256', merchant.key).update(body).digest('hex')
}

/** Compares two secrets in a time that does not depend on where they differ. */
export function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

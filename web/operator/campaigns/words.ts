import type { CampaignTerms } from '#contract/campaigns.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { readCampaign } from '#contract/campaigns.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { sayDay, sayMinute } from '../../lib/time.ts'
import { ageBandWords, sayConditions, sayRate } from '../../lib/words/campaigns.ts'

export type Campaign = ReplyOf<typeof readCampaign>

/** What a campaign of each kind is about, as the office reads it: the deed, doing it, and what the rate is of. */
export const kindWords = {
  top_up: {
    name: 'チャージ',
    note: 'チャージした金額に応じて付与します',
    base: 'チャージ金額',
    act: 'チャージ',
    did: 'チャージした',
    does: 'チャージすると',
  },
  payment: {
    name: 'お支払い',
    note: 'コインで支払った分に応じて付与します。ポイントで支払った分と、返金した分には付与しません',
    base: 'コインで支払った金額',
    act: 'お支払い',
    did: '支払った',
    does: 'コインで支払うと',
  },
} as const satisfies Record<
  CampaignTerms['kind'],
  Record<'name' | 'note' | 'base' | 'act' | 'did' | 'does', string>
>

export const stateWords: Record<Campaign['state'], string> = {
  draft: '下書き・確認待ち',
  planned: '開始前',
  running: '実施中',
  ended: '終了',
  stopped: '停止',
}

/** From when until when a campaign runs. Refuses nothing. */
export function saySpan({ startsAt, endsAt }: CampaignTerms): string {
  return `${sayMinute(startsAt)} 〜 ${endsAt === null ? '期限なし' : sayMinute(endsAt)}`
}

function sayExpiry({ kind, expiresOn, expiryDays, expiryMonths }: CampaignTerms): string {
  const { did } = kindWords[kind]
  if (expiresOn !== null) return `${sayDay(expiresOn)}まで`
  if (expiryDays !== null) return `${did}日から${expiryDays}日`
  return `${did}月の${expiryMonths ?? 0}か月後の月末まで`
}

/** Everything that was written down about a campaign, as pairs of name and value. Refuses nothing. */
export function factsOf(terms: CampaignTerms): [string, string][] {
  const conditions = sayConditions(terms)
  const { name, base, act } = kindWords[terms.kind]
  const audience = [
    ...(terms.onlyInTown ? ['街に住む人（カードの住所）'] : []),
    ...(terms.ageBands === null ? [] : [terms.ageBands.map((band) => ageBandWords[band]).join('・')]),
  ]
  return [
    ['対象の行動', name],
    ['率', `${base}の${sayRate(terms.basisPoints)}（1回ごとに小数点以下切り捨て）`],
    ['期間', saySpan(terms)],
    ['対象者', audience.length === 0 ? 'すべての人' : audience.join('、')],
    ['条件', conditions.length === 0 ? 'なし' : conditions.join('、')],
    ['予算', terms.budget === null ? '上限なし' : `${sayNumber(terms.budget)}ポイント`],
    ['届く時', terms.when === 'at_once' ? `${act}のすぐあと` : `翌日${terms.grantHour}時から順に`],
    ['有効期限', sayExpiry(terms)],
    ['ほかのキャンペーン', terms.stacks ? '上乗せして付与' : '上乗せしないもの同士では、多いほうだけを付与'],
    ['費用の負担', terms.funding],
  ]
}

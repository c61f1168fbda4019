import { listCampaigns } from '#contract/campaigns.ts'
import { useAsk } from '../../lib/ask.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { operatorPaths as paths } from '../../lib/paths.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { sayRate } from '../../lib/words/campaigns.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Desk } from '../Desk.tsx'
import { DeskLink } from '../DeskLink.tsx'
import { BudgetBar } from './BudgetBar.tsx'
import { StateMark } from './StateMark.tsx'
import { type Campaign, kindWords, saySpan } from './words.ts'

/** Every campaign with what it has given and what is left; what waits for a second person stands first. */
export function CampaignsPage() {
  return (
    <Desk title="キャンペーン">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl">
          チャージした人や、お店で支払った人にポイントを付与します。内容を作った人とは別の担当者が確かめて、開始します。
        </p>
        <DeskLink to={paths.newCampaign} className={buttonClass()}>
          新しく作る
        </DeskLink>
      </div>
      <Asked of={useAsk(listCampaigns)}>{({ campaigns }) => <List campaigns={campaigns} />}</Asked>
    </Desk>
  )
}

function List({ campaigns }: { campaigns: Campaign[] }) {
  if (campaigns.length === 0) return <Notice>まだキャンペーンはありません。</Notice>
  const waiting = campaigns.filter(({ state }) => state === 'draft')
  const others = campaigns.filter(({ state }) => state !== 'draft')
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,24rem),1fr))] gap-4">
      {[...waiting, ...others].map((campaign) => (
        <li key={campaign.id}>
          <Card campaign={campaign} />
        </li>
      ))}
    </ul>
  )
}

function Card({ campaign }: { campaign: Campaign }) {
  const { id, terms, points } = campaign
  return (
    <article
      aria-label={terms.name}
      className="flex h-full flex-col gap-3 rounded-16 border-2 border-line bg-card p-4"
    >
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="min-w-0 text-lg font-bold">
          {terms.name}（{sayRate(terms.basisPoints)}）
        </h2>
        <StateMark state={campaign.state} />
      </div>
      <p className="flex flex-wrap gap-x-3 text-sm">
        <span className="font-bold">{kindWords[terms.kind].name}</span>
        <span>{saySpan(terms)}</span>
      </p>
      {points.left === null ? (
        <p className="text-sm">付与済み {sayNumber(points.granted)}ポイント（予算の上限なし）</p>
      ) : (
        <BudgetBar points={points} />
      )}
      <DeskLink
        to={paths.campaign}
        params={{ campaignId: id }}
        className={`mt-auto ${buttonClass('outline')}`}
      >
        内容を見る
      </DeskLink>
    </article>
  )
}

import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { listCampaigns, readCampaign, startCampaign, stopCampaign } from '#contract/campaigns.ts'
import { queryClient, useAct, useAsk } from '../../lib/ask.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { operatorPaths as paths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Desk } from '../Desk.tsx'
import { DeskLink } from '../DeskLink.tsx'
import { ReasonForm } from '../ReasonForm.tsx'
import { BudgetBar } from './BudgetBar.tsx'
import { Preview } from './Preview.tsx'
import { StateMark } from './StateMark.tsx'
import { type Campaign, factsOf, kindWords } from './words.ts'

/** One campaign: what was written down, what people read, how much is spent, and what may be done now. */
export function CampaignPage() {
  const { campaignId } = useParams({ strict: false }) as { campaignId: string }
  const query = useAsk(readCampaign, { params: { id: campaignId } })
  return (
    <Desk title={query.data?.terms.name ?? 'キャンペーン'}>
      <Asked of={query}>{(campaign) => <Whole campaign={campaign} />}</Asked>
      <DeskLink to={paths.campaigns} className={buttonClass('quiet')}>
        キャンペーンの一覧へ
      </DeskLink>
    </Desk>
  )
}

async function refresh(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [readCampaign.path] })
  await queryClient.invalidateQueries({ queryKey: [listCampaigns.path] })
}

function Whole({ campaign }: { campaign: Campaign }) {
  const { terms, points, state } = campaign
  return (
    <>
      <p>
        <StateMark state={state} />
      </p>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="flex flex-col gap-4">
          <Facts facts={[...factsOf(terms), ...peopleOf(campaign)]} />
        </div>
        <div className="flex flex-col gap-5">
          {state === 'draft' ? null : (
            <section className="flex flex-col gap-3 rounded-16 border border-line bg-card p-4">
              <h2 className="text-lg font-bold">{points.left === null ? 'ポイント' : '予算の使われ方'}</h2>
              {points.left === null ? (
                <p>
                  付与済み {sayNumber(points.granted)}ポイント、付与予定 {sayNumber(points.reserved)}ポイント
                </p>
              ) : (
                <BudgetBar points={points} />
              )}
            </section>
          )}
          <Preview terms={terms} />
          {state === 'draft' ? <Start campaign={campaign} /> : null}
          {state === 'running' || state === 'planned' ? <Stop campaign={campaign} /> : null}
        </div>
      </div>
    </>
  )
}

function peopleOf({ madeBy, startedBy, stoppedBy, stoppedAt, stopReason }: Campaign): [string, string][] {
  return [
    ...(madeBy === null ? [] : [['作った人', madeBy] as [string, string]]),
    ...(startedBy === null ? [] : [['確かめて開始した人', startedBy] as [string, string]]),
    ...(stoppedBy === null || stoppedAt === null
      ? []
      : [['停止', `${sayMinute(stoppedAt)} ${stoppedBy}（${stopReason ?? ''}）`] as [string, string]]),
  ]
}

function Start({ campaign }: { campaign: Campaign }) {
  const [open, setOpen] = useState(false)
  const act = useAct(startCampaign)
  const { id, revision, madeByMe, terms } = campaign
  const start = async () => {
    if (!(await act.send({ params: { id }, body: { revision } }))) return
    setOpen(false)
    announce('キャンペーンを開始しました。')
    await refresh()
  }
  return (
    <div className="flex flex-col gap-3">
      {madeByMe ? (
        <Notice tone="info" title="別の担当者の確認を待っています">
          内容を作った人は開始できません。ほかの担当者に、この画面で確かめてもらってください。
        </Notice>
      ) : (
        <Button size="large" wide onPress={() => setOpen(true)}>
          内容を確かめて開始する
        </Button>
      )}
      <DeskLink to={paths.editCampaign} params={{ campaignId: id }} className={buttonClass('outline')}>
        内容を変更する
      </DeskLink>
      <Sheet title="このキャンペーンを開始しますか？" open={open} onClose={() => setOpen(false)} mustAnswer>
        <p>開始すると内容は変えられません。止めることはできます。</p>
        <Facts facts={factsOf(terms)} />
        <TroubleNotice trouble={act.trouble} />
        <Button wide busy={act.busy} onPress={() => void start()}>
          開始する
        </Button>
        <Button look="quiet" onPress={() => setOpen(false)}>
          キャンセル
        </Button>
      </Sheet>
    </div>
  )
}

function Stop({ campaign }: { campaign: Campaign }) {
  const [open, setOpen] = useState(false)
  const act = useAct(stopCampaign)
  const stop = async (reason: string) => {
    if (!(await act.send({ params: { id: campaign.id }, body: { reason } }))) return
    setOpen(false)
    announce('キャンペーンを停止しました。')
    await refresh()
  }
  return (
    <>
      <Button look="danger" onPress={() => setOpen(true)}>
        すぐに停止する
      </Button>
      <Sheet title="キャンペーンを停止しますか？" open={open} onClose={() => setOpen(false)}>
        <p>
          これからの{kindWords[campaign.terms.kind].act}
          には付与しません。もう約束したポイントは付与します。再開はできません。
        </p>
        <ReasonForm
          {...{ about: campaign.terms.name, act, look: 'danger', deed: '停止する' }}
          onReason={(reason) => void stop(reason)}
          onClose={() => setOpen(false)}
        />
      </Sheet>
    </>
  )
}
